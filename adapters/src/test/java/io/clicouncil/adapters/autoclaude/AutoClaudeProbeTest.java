package io.clicouncil.adapters.autoclaude;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoClaudeProbeTest {
    private static final String NO_TOKEN = "set CLAUDE_CODE_OAUTH_TOKEN (claude setup-token prints one) or"
            + " ANTHROPIC_AUTH_TOKEN: it accepts no ANTHROPIC_API_KEY";

    @TempDir
    Path folder;

    private FakeAutoClaude fake;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        fake = new FakeAutoClaude(folder);
    }

    private Path run() {
        return fake.home.resolve("apps/backend/run.py");
    }

    @Test
    void findsACheckoutItsVersionAndAToken() throws IOException {
        fake.installed();
        Files.writeString(fake.home.resolve("package.json"), "{\"name\": \"auto-claude\", \"version\": \"2.7.5\"}");

        assertThat(fake.probe()).isEqualTo(new Availability(true, "2.7.5", true, run().toString(), ""));
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void anApiKeyIsNoToken() throws IOException {
        fake.installed();
        fake.environment.remove("CLAUDE_CODE_OAUTH_TOKEN");
        fake.environment.put("ANTHROPIC_API_KEY", "sk-obviously-fake");

        assertThat(fake.probe()).isEqualTo(new Availability(true, null, false, run().toString(), NO_TOKEN));
        assertThat(fake.probe().usable()).isFalse();
    }

    @Test
    void aTokenInItsOwnSettingsIsOne() throws IOException {
        fake.installed();
        fake.environment.remove("CLAUDE_CODE_OAUTH_TOKEN");
        Path settings = run().resolveSibling(".env");

        Files.writeString(settings, "DEBUG=true\n# CLAUDE_CODE_OAUTH_TOKEN=x\nCLAUDE_CODE_OAUTH_TOKEN=\n");
        assertThat(fake.probe().signedIn()).isFalse();

        Files.writeString(settings, "DEBUG=true\nexport CLAUDE_CODE_OAUTH_TOKEN = fake\n");
        assertThat(fake.probe().signedIn()).isTrue();
    }

    @Test
    void saysThatNewerVersionsHaveNoCommandLine() throws IOException {
        Files.createDirectories(fake.home.resolve("apps/desktop"));

        assertThat(fake.probe())
                .isEqualTo(Availability.missing("there is no run.py in " + fake.home.resolve("apps/backend") + " or "
                        + fake.home.resolve("auto-claude")
                        + ": 2.8 and later versions of Auto-Claude have no command line; check out 2.7"));
    }

    @Test
    void saysWhatToDoWithoutACheckout() {
        fake.options.put("home", "~/elsewhere");

        assertThat(fake.probe())
                .isEqualTo(Availability.missing("there is no folder " + folder.resolve("elsewhere")
                        + ": check out Auto-Claude 2.7 and name its folder as 'home'"));
    }

    @Test
    void saysThatACheckoutIsBroken() throws IOException {
        Files.createDirectories(run().getParent());
        Files.writeString(run(), "");

        assertThat(fake.probe().advice()).startsWith("there is a run.py but no spec_runner.py in ");
    }

    @Test
    void saysThatThereIsNoPython() throws IOException {
        fake.installed();
        fake.options.put("python", "python-of-nobody");

        assertThat(fake.probe())
                .isEqualTo(
                        Availability.missing("there is no python-of-nobody on the PATH: install Python 3.10 or later,"
                                + " or correct 'python'"));
    }

    @Test
    void prefersThePythonOfTheCheckout() throws IOException {
        fake.installed();
        Path python = fake.home.resolve("apps/backend/.venv/bin/python");
        Files.createDirectories(python.getParent());
        Files.writeString(python, "#!/bin/sh\nexec python3 \"$@\"\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        fake.environment.put("PATH", "/nowhere");

        assertThat(fake.probe().installed()).isTrue();
    }
}
