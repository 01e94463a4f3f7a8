package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.Mount;
import io.clicouncil.process.Network;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeedsTest {
    @TempDir
    Path folder;

    @Test
    void placesAreThoseOfTheEnvironment() {
        Map<String, String> environment = Map.of("HOME", "/home/me", "CODEX_HOME", "/srv/codex", "EMPTY", "");

        assertThat(Needs.ofState(
                        List.of("~/.codex", "$CODEX_HOME", "$EMPTY/.codex", "$UNSET", "/etc"),
                        List.of("$CODEX_HOME/auth.json"),
                        environment))
                .containsExactly(
                        Mount.layer(Path.of("/home/me/.codex")),
                        Mount.layer(Path.of("/srv/codex")),
                        Mount.write(Path.of("/srv/codex/auth.json")));
    }

    @Test
    void settingsThatSignInAreNotChangedForGood() {
        assertThat(Needs.ofState(List.of(), List.of("~/.aider.conf.yml"), Map.of("HOME", "/home/me")))
                .containsExactly(Mount.layer(Path.of("/home/me/.aider.conf.yml")));
    }

    @Test
    void filesThatACommandNamesAreSeenAndFoldersAreNot() throws IOException {
        Path script = Files.writeString(folder.resolve("fix.sh"), "true");

        assertThat(Needs.ofFilesIn(List.of("sh", "-c", "cd " + folder + "; . '" + script + "'>/gone; echo a/b")))
                .containsExactly(Mount.read(script));
    }

    @Test
    void aSignInIsRenewedForGoodAndNothingElseOfTheStateIs() throws IOException {
        ZtCommandRunner runner = new ZtCommandRunner();
        Assumptions.assumeTrue(
                runner.sandboxes().available(), runner.sandboxes().problem());
        Path home = Files.createDirectory(folder.toRealPath().resolve("home"));
        Path state = Files.createDirectory(home.resolve(".agent"));
        Files.writeString(state.resolve("auth.json"), "old");
        Files.writeString(state.resolve("history"), "mine\n");
        Files.writeString(home.resolve(".agent.json"), "settings\n");
        List<Mount> mounts = new ArrayList<>(List.of(Mount.empty(home)));
        mounts.addAll(Needs.ofState(
                List.of("~/.agent", "~/.agent.json"), List.of("~/.agent/auth.json"), Map.of("HOME", home.toString())));
        String script = "cat .agent/history .agent.json; printf new >.agent/auth.json; echo its >>.agent/history;"
                + " echo x >.new; mv .new .agent.json; mkdir .agent/hooks";
        CommandSpec spec = new CommandSpec(
                List.of("sh", "-ec", script),
                home,
                Map.of("PATH", "/usr/bin:/bin"),
                null,
                folder.resolve("stdout"),
                folder.resolve("stderr"),
                CommandLimits.time(Duration.ofMinutes(1)),
                StopSignal.create(),
                new Sandbox(mounts, folder.toRealPath().resolve("layers"), Network.NONE));

        runner.run(spec).blockLast();

        assertThat(folder.resolve("stderr")).isEmptyFile();
        assertThat(folder.resolve("stdout")).hasContent("mine\nsettings\n");
        assertThat(state.resolve("auth.json")).hasContent("new");
        assertThat(state.resolve("history")).hasContent("mine\n");
        assertThat(home.resolve(".agent.json")).hasContent("settings\n");
        assertThat(state).isDirectoryNotContaining("glob:**hooks");
    }
}
