package io.clicouncil.realclis;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.AdapterProfile;
import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.config.HostEnvironment;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs before the others: it alone may use the network. */
@Tag("real-clis")
class InstallationTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void forgetWhatEarlierBuildsFound() throws IOException {
        Facts.begin();
        for (AdapterFactory factory : ServiceLoader.load(AdapterFactory.class)) {
            Facts.add(factory.id(), "adapter", factory.description());
            AdapterProfile profile = factory.profile();
            if (profile != null && profile.triedVersion() != null) {
                Facts.add(factory.id(), "recorded", profile.triedVersion());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAgentIsInstalledInItsPinnedVersion(RealCli cli) throws IOException {
        assertThat(printedBy(cli.npm(), cli.command(), "--version"))
                .contains(cli.npm().version());
        Facts.add(cli.adapter(), "version", cli.npm().version());
    }

    @Test
    void theClientOfOllamaIsInstalled() {
        assertThat(new Installation().folderOf(NpmPackage.OLLAMA).resolve("node_modules/ollama/package.json"))
                .exists();
    }

    private String printedBy(NpmPackage installed, String... command) throws IOException {
        Installation installation = new Installation();
        Map<String, String> environment = new HashMap<>(HostEnvironment.current());
        environment.put("HOME", folder.toString());
        environment.put(
                "PATH",
                installation.commandsOf(installed) + ":" + installation.commandsOf(NpmPackage.NODE) + ":"
                        + environment.getOrDefault("PATH", "/usr/bin:/bin"));
        Path printed = folder.resolve("stdout");
        CommandEvent last = new ZtCommandRunner()
                .run(new CommandSpec(
                        List.of(command),
                        folder,
                        environment,
                        null,
                        printed,
                        folder.resolve("stderr"),
                        CommandLimits.time(Duration.ofMinutes(2)),
                        StopSignal.create()))
                .blockLast();
        assertThat(last)
                .isInstanceOfSatisfying(
                        CommandEvent.Ended.class,
                        ended -> assertThat(ended.result().succeeded()).isTrue());
        return Files.readString(printed);
    }
}
