package io.clicouncil.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandResult.Ending;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.Mount;
import io.clicouncil.process.Network;
import io.clicouncil.process.Sandbox;
import io.clicouncil.process.StopSignal;
import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real commands behind real walls, where this system has some. */
class SandboxTest {
    @TempDir
    Path folder;

    private final ZtCommandRunner runner = new ZtCommandRunner(Duration.ofSeconds(2));
    private final StopSignal stop = StopSignal.create();
    private final List<Mount> mounts = new ArrayList<>();
    private Network network = Network.NONE;
    private Path work;

    @BeforeEach
    void makeAPlaceToWork() throws IOException {
        Assumptions.assumeTrue(
                runner.sandboxes().available(), runner.sandboxes().problem());
        work = Files.createDirectory(folder.toRealPath().resolve("work"));
        Files.writeString(folder.resolve("secret"), "hunter2");
        mounts.add(Mount.write(work));
    }

    @Test
    void aCommandSeesItsPlaceAndTheSystemAndNothingElse() throws IOException {
        String seen = run("cat ../secret; ls " + work.getParent() + "; echo mine >own; id -u; cat /etc/shadow");

        assertThat(seen.lines()).first().isEqualTo("work");
        assertThat(seen.lines().skip(1))
                .singleElement()
                .satisfies(uid -> assertThat(uid).isNotEqualTo("0"));
        assertThat(work.resolve("own")).hasContent("mine");
        assertThat(errors()).contains("../secret").contains("/etc/shadow");
    }

    @Test
    void nothingOfTheSystemCanBeChanged() throws IOException {
        String name = folder.getFileName() + "x";
        assertThat(run("touch /usr/x /etc/x /opt/x; touch /tmp/" + name + " && ls /tmp | grep -x " + name))
                .isEqualTo(name + "\n");
        assertThat(Path.of("/tmp", name)).doesNotExist();
        assertThat(errors()).contains("/usr/x", "/etc/x");
    }

    @Test
    void whatIsMountedToReadCannotBeChangedAndWhatIsEmptyIs() throws IOException {
        Path tools = Files.createDirectory(folder.toRealPath().resolve("tools"));
        Files.writeString(tools.resolve("tool"), "it");
        mounts.add(Mount.read(tools));
        Path home = Files.createDirectory(work.resolve("home"));
        Files.writeString(home.resolve("diary"), "private");
        mounts.add(Mount.empty(home));

        assertThat(run("cat " + tools + "/tool; echo x >" + tools + "/tool; ls home; echo y >home/z"))
                .isEqualTo("it");
        assertThat(tools.resolve("tool")).hasContent("it");
        assertThat(home).isDirectoryNotContaining("glob:**z");
    }

    @Test
    void whatIsWrittenIntoALayerStaysThere() throws IOException {
        Path cache = Files.createDirectory(folder.toRealPath().resolve("cache"));
        Files.writeString(cache.resolve("old"), "old");
        Files.writeString(cache.resolve("gone"), "gone");
        mounts.add(Mount.layer(cache));

        String seen = run("cd " + cache + "; echo new >new; echo changed >old; rm gone; cat new old; ls");

        assertThat(seen).isEqualTo("new\nchanged\nnew\nold\n");
        assertThat(cache.resolve("old")).hasContent("old");
        assertThat(cache.resolve("gone")).exists();
        assertThat(cache.resolve("new")).doesNotExist();
    }

    @Test
    void aLinkThatACommandLaysIsNotFollowedWhenTheNextIsWalledIn() throws IOException {
        Path home = folder.toRealPath().resolve("home");
        Path tool = Files.createDirectories(folder.toRealPath().resolve("tool"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(home.resolveSibling("settings"), "mine");
        mounts.add(Mount.empty(home));
        run("ln -s " + outside + " " + home + "/.config; ln -s ../../../../oldroot" + outside + " " + home + "/.tool");
        mounts.add(new Mount(Mount.Kind.LAYER, home.resolveSibling("settings"), home.resolve(".config/settings")));
        mounts.add(new Mount(Mount.Kind.READ, tool, home.resolve(".tool/it")));

        assertThat(run("cat " + home + "/.config/settings; ls " + home + "/.tool"))
                .isEqualTo("mineit\n");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void withoutANetworkNotEvenThisMachineIsReached() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String dial = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + " && echo reached";
            assertThat(run("bash -c '" + dial + "'")).isEmpty();
            network = Network.FULL;
            assertThat(run("bash -c '" + dial + "'")).isEqualTo("reached\n");
        }
    }

    @Test
    void otherProcessesAreNotSeen() throws IOException {
        assertThat(run("ls /proc | grep -c '^[0-9]'").strip()).matches("[2-6]");
    }

    @Test
    void aStopReachesTheCommandItself() throws IOException {
        CommandSpec spec = spec("trap 'echo last words; exit 3' TERM; echo begun >begun; while :; do sleep 0.1; done");
        var running = runner.run(spec).ofType(CommandEvent.Ended.class).next().toFuture();
        Awaitility.await().until(() -> Files.exists(work.resolve("begun")));

        stop.raise();

        CommandResult result = running.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                .join()
                .result();
        assertThat(result.ending()).isEqualTo(Ending.STOPPED);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(folder.resolve("out")).hasContent("last words");
    }

    @Test
    void nothingOutlivesTheCommand() throws IOException {
        run("setsid sh -c 'sleep 300' </dev/null >/dev/null 2>&1 & echo done");

        assertThat(LiveProcesses.marked("SANDBOX_TEST=" + folder)).isEmpty();
    }

    private String run(String script) throws IOException {
        CommandEvent.Ended ended = (CommandEvent.Ended)
                Objects.requireNonNull(runner.run(spec(script)).blockLast());
        assertThat(ended.result().ending()).as(errors()).isEqualTo(Ending.EXITED);
        return Files.readString(folder.resolve("out"));
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private CommandSpec spec(String script) {
        return new CommandSpec(
                List.of("sh", "-c", script),
                work,
                Map.of("PATH", "/usr/bin:/bin", "SANDBOX_TEST", folder.toString()),
                null,
                folder.resolve("out"),
                folder.resolve("err"),
                CommandLimits.time(Duration.ofMinutes(1)),
                stop,
                new Sandbox(mounts, folder.toAbsolutePath().resolve("layers"), network));
    }
}
