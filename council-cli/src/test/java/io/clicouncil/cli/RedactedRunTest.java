package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that prints its key wherever it can. */
@Tag("F60")
class RedactedRunTest {
    private static final String KEY = "not-a-real-key-0123456789";
    private static final Map<String, String> ENVIRONMENT = Map.of("DEPLOY_TOKEN", KEY);

    @TempDir
    Path folder;

    @Test
    void noKeyLeavesARun() throws IOException {
        String base64 = Base64.getEncoder().encodeToString(("x" + KEY).getBytes(StandardCharsets.UTF_8));
        Project project = Project.make(folder)
                .configure(Map.of(
                        "leaky",
                        "cat >/dev/null; echo \"it is $DEPLOY_TOKEN\"; echo \"$DEPLOY_TOKEN\" >&2;"
                                + " printf %s \"x$DEPLOY_TOKEN\" | base64; echo \"begin ${DEPLOY_TOKEN%6789}\"; echo 6789;"
                                + " echo \"{\\\"failure\\\": \\\"AUTH\\\", \\\"message\\\": \\\"$DEPLOY_TOKEN is wrong\\\"}\";"
                                + " exit 1"));
        project.write(
                        "council.yml",
                        Files.readString(project.root().resolve("council.yml"))
                                .replace("adapter: command,", "adapter: command, env: { pass: [DEPLOY_TOKEN] },"))
                .commit("configured");

        Project.Outcome run = project.council(ENVIRONMENT, "", "run", "--format", "ndjson", "mend it");
        Project.Outcome logs = project.council(ENVIRONMENT, "", "logs", "latest", "leaky");
        Project.Outcome show = project.council(ENVIRONMENT, "", "show", "latest", "--format", "json");

        assertThat(logs.out())
                .startsWith("it is [secret]\n")
                .contains("\nbegin [secret]\n[secret]\n")
                .doesNotContain(base64.substring(3, 30));
        assertThat(logs.err()).isEqualTo("[secret]\n");
        assertThat(show.out()).contains("[secret] is wrong").doesNotContain(KEY);
        assertThat(run.out() + run.err())
                .contains("it is [secret]", "begin [secret]", "[secret] is wrong")
                .doesNotContain(KEY, base64.substring(3, 30));
        assertThat(Files.readString(project.root().resolve(".git/council/journal.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain(KEY);
    }
}
