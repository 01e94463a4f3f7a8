package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to an applied winner by the steps of the document, typed as they stand there by a user with two agents. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GettingStartedIT {
    @TempDir
    Path folder;

    @Test
    void theStepsOfTheDocumentLeadToAnAppliedWinner() throws Exception {
        Project machine = Project.bare(folder, "work");
        Path home = folder.resolve("home");
        Map<String, String> environment = new HashMap<>(machine.environment());
        environment.merge("PATH", home.resolve(".local/bin").toString(), (path, own) -> own + ":" + path);
        Files.writeString(home.resolve(".gitconfig"), "[user]\nname = New User\nemail = new@localhost\n");
        Typist user = new Typist(folder, environment);
        user.install("claude", agent("2.1.329 (Claude Code)", "0.31"));
        checkOutTheSource(machine.root().resolve("council"));

        user.type(Typist.blocks("docs/getting-started.md"), machine.root());

        assertThat(machine.root().resolve("hello/hello.sh")).hasContent("echo \"Hello, world\"\n");
        assertThat(machine.shell("git -C hello log --format=%an:%s -n 1"))
                .isEqualTo("New User:hello.sh greets the wrold: make it greet the world");
        assertThat(machine.shell("git -C hello status --porcelain; git -C hello branch --format='%(refname:short)'"))
                .isEqualTo("main");
    }

    /** An agent that mends the program of the document, and prints what Claude Code prints. */
    private static String agent(String version, String cost) {
        return """
                case $1 in --version) echo '%s'; exit;; auth) echo '{"loggedIn": true}'; exit;; esac
                cat >/dev/null
                sed 's/wrold/world/' hello.sh >mended && mv mended hello.sh
                echo '{"type":"result","subtype":"success","is_error":false,"result":"done","session_id":"1",\
                "total_cost_usd":%s,"usage":{"input_tokens":10,"output_tokens":5}}'
                """.formatted(version, cost);
    }

    /** The folder that a clone of the source makes, as far as the steps touch it. */
    private void checkOutTheSource(Path checkout) throws IOException {
        Files.createDirectory(checkout);
        Files.copy(folder.resolve("bin/council"), checkout.resolve("council"));
        assertThat(checkout.resolve("council").toFile().setExecutable(true)).isTrue();
        Files.delete(folder.resolve("bin/council"));
    }
}
