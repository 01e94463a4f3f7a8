package io.clicouncil.adapters.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.task.Agent;
import io.clicouncil.task.CouncilTask;
import io.clicouncil.task.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BriefingTest {
    @TempDir
    private Path folder;

    private Stage stage;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        stage = new Stage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private String ask(String prompt) {
        stage.prompt = prompt;
        stage.ollama.replies(Reply.saying("no change"));
        assertThat(stage.result().failure()).isNull();
        return stage.told();
    }

    @Test
    void showsTheFilesThatTheTaskNames() throws IOException {
        stage.with("src/Greeting.java", "class Greeting {}\n").with("src/Other.java", "class Nothing {}\n");

        assertThat(ask("Make src/Greeting.java polite."))
                .contains("# All files of the repository\n\nsrc/Greeting.java\nsrc/Other.java\n")
                .contains("# Files\n\nsrc/Greeting.java\n```\nclass Greeting {}\n```\n")
                .doesNotContain("class Nothing");
    }

    @Test
    void showsTheFilesThatShareWordsWithTheTaskTheRarestWordsFirst() throws IOException {
        stage.with("a/Shop.java", "class Shop { invoice(); customer(); }\n")
                .with("b/Invoice.java", "class Invoice { total(); discount(); }\n")
                .with("c/Customer.java", "class Customer { }\n")
                .with("d/Weather.java", "class Weather { rain(); }\n");

        String told = ask("The discount of an invoice is computed wrongly.");

        assertThat(told).contains("class Invoice", "class Shop").doesNotContain("class Weather", "class Customer");
        assertThat(told.indexOf("class Invoice")).isLessThan(told.indexOf("class Shop"));
    }

    @Test
    void aRuleInTheTaskIsNoFrame() throws IOException {
        stage.with("greeting.txt", "hello\n");

        assertThat(ask("Greet.\n\n---\nChange greeting.txt.")).contains("# Files\n\ngreeting.txt");
    }

    @Test
    void theFrameOfTheTaskIsNotWhatItIsAbout() throws IOException {
        stage.with("checkout.txt", "private checkout of the repository\n");

        CouncilTask task = CouncilTask.of("Greet.", stage.workspace)
                .agents(Agent.of("local", stage.adapter()))
                .unverified()
                .build();

        assertThat(ask(Prompt.of(task))).contains("private checkout").doesNotContain("# Files");
    }

    @Test
    void showsNothingThatGitIgnoresNoBinaryAndNoLink() throws IOException {
        stage.with(".gitignore", "secret.txt\n")
                .with("secret.txt", "greeting ignored\n")
                .with("greeting.txt", "greeting\n");
        Files.write(stage.workspace.resolve("greeting.bin"), new byte[] {'g', 0, (byte) 0xFF});
        Path outside = Files.writeString(folder.resolve("outside.txt"), "greeting outside\n");
        Files.createSymbolicLink(stage.workspace.resolve("greeting-link.txt"), outside);

        assertThat(ask("Change greeting.txt, greeting.bin, secret.txt and greeting-link.txt."))
                .contains("greeting.txt\n```\ngreeting\n```")
                .doesNotContain("ignored", "greeting outside", "\u0000")
                .contains("could not be shown; do not change them blindly: greeting-link.txt, greeting.bin");
    }

    @Test
    void doesNotFollowAFolderThatBecameALink() throws IOException, InterruptedException {
        stage.with("dir/greeting.txt", "inside\n");
        stage.git("add", "-A");
        Files.delete(stage.workspace.resolve("dir/greeting.txt"));
        Files.delete(stage.workspace.resolve("dir"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("greeting.txt"), "greeting outside\n");
        Files.createSymbolicLink(stage.workspace.resolve("dir"), outside);

        assertThat(ask("Change dir/greeting.txt.")).doesNotContain("greeting outside");
    }

    @Test
    void saysWhatDidNotFit() throws IOException {
        stage.with("big.txt", "word ".repeat(30_000)).with("small.txt", "small\n");
        stage.prompt = "Change big.txt and small.txt.";
        stage.ollama.replies(Reply.saying("no change"));

        List<String> activities = Stage.activities(stage.events());

        assertThat(activities).contains("No room to show big.txt");
        assertThat(stage.told())
                .contains("small.txt\n```\nsmall\n```")
                .contains("could not be shown; do not change them blindly: big.txt\n");
    }

    @Test
    void fencesAreLongerThanThoseInTheFile() throws IOException {
        stage.with("README.md", "````\ncode\n````\n");

        assertThat(ask("Change README.md.")).contains("README.md\n`````\n````\ncode\n````\n`````\n");
    }

    @Test
    void aFolderThatIsNoRepositoryHasNothingToShow() throws IOException {
        Files.move(stage.workspace.resolve(".git"), folder.resolve("git"));
        stage.environment.put("GIT_CEILING_DIRECTORIES", folder.toString());
        stage.with("greeting.txt", "greeting\n");

        assertThat(ask("Change greeting.txt.")).isEqualTo("# The task\n\nChange greeting.txt.");
    }

    @Test
    void theContextGrowsWithTheQuestionUpToWhatIsWished() throws IOException {
        ask("Greet.");
        assertThat(stage.contextAskedFor()).isEqualTo(12_288);

        stage.with("a.txt", "word ".repeat(6_000));
        ask("Change a.txt.");
        assertThat(stage.contextAskedFor()).isEqualTo(21_504);

        stage.options.put("context", 65_536);
        stage.with("a.txt", "word ".repeat(24_000));
        ask("Change a.txt.");
        assertThat(stage.contextAskedFor()).isEqualTo(57_344);
    }

    @Test
    void theContextIsNeverMoreThanTheModelWasMadeFor() {
        stage.ollama.has(FakeOllama.MODEL, 8_000);

        ask("Greet. " + "word ".repeat(2_000));

        assertThat(stage.contextAskedFor()).isLessThanOrEqualTo(8_000);
    }

    @Test
    void wordsAreThoseOfIdentifiersToo() {
        assertThat(Words.of("The HTTPServer of parse_request in Übergröße"))
                .containsExactlyInAnyOrder(
                        "httpserver", "http", "server", "parse_request", "parse", "request", "übergröße");
        assertThat(Words.names("see ./src/A.java, (b.txt) or lib/c.")).contains("src/A.java", "b.txt", "lib/c");
    }
}
