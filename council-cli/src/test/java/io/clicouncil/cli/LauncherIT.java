package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clicouncil.cli.SourceTree.Outcome;
import io.clicouncil.cli.SourceTree.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code ./council} around the real distribution. */
class LauncherIT {

    /** A Java that answers with how it was called, and makes no archive. */
    private static final String SHOW_CALL = "case $* in *AtExit=*) exit;; esac; pwd; printf '<%s>\\n' \"$@\"";

    @TempDir
    Path folder;

    private SourceTree tree;

    @BeforeEach
    void makeTree() throws Exception {
        tree = new SourceTree(folder, "a pâth with spaces");
    }

    @AfterEach
    void awaitArchive() {
        tree.awaitArchive();
    }

    @Nested
    class Version {

        @Test
        void isAnsweredWithoutAJvm() throws Exception {
            tree.environment.put("JAVA_HOME", "/nowhere");

            Outcome outcome = tree.run("--version");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).matches("council \\S+\n");
            assertThat(outcome.err()).isEmpty();
        }

        @Test
        void isTheOneThatTheCommandNames() throws Exception {
            tree.putRealDistribution();

            assertThat(tree.run("-V").out()).isEqualTo(tree.run("--version").out());
        }
    }

    @Nested
    class Call {

        @Test
        void reachesTheCommandFromAnyFolderThroughALink() throws Exception {
            Path elsewhere = Files.createDirectory(folder.resolve("else where"));
            Path link = Files.createSymbolicLink(elsewhere.resolve("first"), tree.launcher());
            Path linkToLink = Files.createSymbolicLink(elsewhere.resolve("second"), link.getFileName());
            tree.playJava("17.0.1", SHOW_CALL);

            Outcome outcome = tree.run(linkToLink, elsewhere, "run");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out().lines().findFirst())
                    .hasValue(elsewhere.toRealPath().toString());
            assertThat(outcome.out()).contains("<-jar>\n<" + tree.dist().toRealPath() + "/council.jar>\n<run>\n");
        }

        @Test
        void keepsItsArgumentsAsTheyAre() throws Exception {
            tree.playJava("17.0.1", SHOW_CALL);

            Outcome outcome = tree.run("run", "mend  the *", "", "it's \"$HOME\"", "--", "-x");

            assertThat(outcome.out()).endsWith("<run>\n<mend  the *>\n<>\n<it's \"$HOME\">\n<-->\n<-x>\n");
        }

        @Test
        void letsTheUserOverrideAnyOptionOfTheJvm() throws Exception {
            tree.environment.put("COUNCIL_JAVA_OPTS", "-Xmx1g -Dpattern=*");
            Files.createFile(tree.root.resolve("-Dpattern=a file that must not be named"));
            tree.playJava("17.0.1", SHOW_CALL);

            assertThat(tree.run("run").out())
                    .containsSubsequence("<-Xlog:all=error:stderr>", "<-Xmx1g>\n<-Dpattern=*>\n<-jar>");
        }

        @Test
        void becomesTheJvmSoThatSignalsReachIt() throws Exception {
            tree.playJava("17.0.1", "case $* in *AtExit=*) exit;; esac; echo $$");

            Outcome outcome = tree.run("run");

            assertThat(outcome.out()).isEqualTo(outcome.pid() + "\n");
        }
    }

    @Nested
    class TerminalOfTheUser {

        @Test
        void isNotClaimedWhereOutputGoesToAFile() throws Exception {
            tree.environment.put("COUNCIL_STDOUT_TTY", "from a council around this one");
            tree.environment.put("COUNCIL_STDERR_TTY", "from a council around this one");
            tree.playJava("17.0.1", "case $* in *AtExit=*) exit;; esac; env | sed -n '/_TTY=/p'");

            assertThat(tree.run("run").out()).isEmpty();
        }

        /** The played Java shows what it was told on the terminal itself, which is both outputs. */
        @Test
        void isToldForBothOutputs() throws Exception {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no pseudo terminal without script");
            tree.playJava("17.0.1", "case $* in *AtExit=*) exit;; esac; env | sed -n '/_TTY=/p'");

            Outcome outcome = tree.run(
                    Path.of("/usr/bin/script"), tree.root, "-qec", "'" + tree.launcher() + "' run", "/dev/null");

            assertThat(outcome.out()).contains("COUNCIL_STDOUT_TTY=yes", "COUNCIL_STDERR_TTY=yes");
        }
    }

    @Nested
    class Locale {

        private static final String SHOW_LOCALE =
                "case $* in *AtExit=*) exit;; esac; env | sed -n '/^LC_ALL=/p; /^LANG=/p; /^COUNCIL_ORIG/p'";

        @Test
        void isUtf8ForTheJvmWhateverTheUserHas() throws Exception {
            tree.putRealDistribution();
            tree.environment.put("LC_ALL", "POSIX");
            tree.environment.put("COUNCIL_JAVA_OPTS", "-XshowSettings:properties");

            Outcome outcome = tree.run("--help");

            assertThat(outcome.err()).contains("sun.jnu.encoding = UTF-8");
            assertThat(outcome.exitCode()).isZero();
        }

        @Test
        void ofTheUserIsHandedOn() throws Exception {
            tree.environment.put("LC_ALL", "de_DE.UTF-8");
            tree.environment.put("LANG", "");
            tree.playJava("17.0.1", SHOW_LOCALE);

            assertThat(tree.run("run").out().lines())
                    .containsExactlyInAnyOrder(
                            "LC_ALL=C.UTF-8",
                            "LANG=",
                            "COUNCIL_ORIG_LC_ALL=de_DE.UTF-8",
                            "COUNCIL_ORIG_LOCALE=set-aside");
        }

        @Test
        void thatIsNotSetIsHandedOnAsNotSet() throws Exception {
            tree.environment.put("COUNCIL_ORIG_LC_ALL", "from a council around this one");
            tree.playJava("17.0.1", SHOW_LOCALE);

            assertThat(tree.run("run").out().lines())
                    .containsExactlyInAnyOrder("LC_ALL=C.UTF-8", "COUNCIL_ORIG_LOCALE=set-aside");
        }
    }

    @Nested
    class ClassArchive {

        /** JDK 17 keeps no class of a jar whose path a URL has to escape; there the command only starts slower. */
        @BeforeEach
        void makeTreeAtAPlainPath() throws Exception {
            tree = new SourceTree(folder, "plain");
            tree.putRealDistribution();
        }

        @Test
        void isMadeAtTheFirstStartAndUsedFromThenOn() throws Exception {
            assertThat(tree.run("--help").exitCode()).isZero();
            tree.awaitArchive();

            assertThat(sourceOfMain()).contains("shared objects file");
        }

        @Test
        void thatIsBrokenHealsAndIsNeverSeen() throws Exception {
            Outcome first = tree.run("--help");
            tree.awaitArchive();
            Files.delete(tree.archive());
            Files.writeString(tree.archive(), "not an archive");

            Outcome withBroken = tree.run("--help");

            assertThat(withBroken.exitCode()).isZero();
            assertThat(withBroken.out()).isEqualTo(first.out());
            assertThat(withBroken.err()).isEmpty();
            tree.awaitArchive();
            assertThat(sourceOfMain()).contains("shared objects file");
        }

        /** The launcher takes the archive for good, so only the JVM can refuse it. */
        @Test
        void thatTheJvmRefusesIsNeverSeen() throws Exception {
            Outcome first = tree.run("--help");
            tree.awaitArchive();
            Path stamp = tree.archive().resolveSibling(tree.archive().getFileName() + ".for");
            Files.delete(tree.archive());
            Files.writeString(tree.archive(), "not an archive");
            Files.setLastModifiedTime(tree.archive(), Files.getLastModifiedTime(stamp));

            Outcome refused = tree.run("--help");

            assertThat(refused.exitCode()).isZero();
            assertThat(refused.out()).isEqualTo(first.out());
        }

        private String sourceOfMain() throws Exception {
            Path log = folder.resolve("classes.log");
            tree.environment.put("COUNCIL_JAVA_OPTS", "-Xlog:class+load:file=" + log);
            assertThat(tree.run("--help").exitCode()).isZero();
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains(" " + Main.class.getName() + " "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class Building {

        @BeforeEach
        void playJava() throws Exception {
            tree.playJava("17.0.1", "case $* in *AtExit=*) exit;; esac; cat");
        }

        @Test
        void happensWhenTheDistributionIsMissing() throws Exception {
            tree.removeWhatWasBuilt();
            tree.playMaven("echo noise");

            Outcome outcome = tree.run("--version");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).matches("council \\S+\n");
            assertThat(outcome.err().lines()).singleElement().asString().contains("building");
            assertThat(tree.mavenCalls()).hasSize(1);
        }

        @Test
        void happensWhenASourceIsNewerAndOnlyThen() throws Exception {
            tree.playMaven("");
            tree.run("--version");
            assertThat(tree.mavenCalls()).isEmpty();

            tree.editSource();
            tree.run("--version");
            tree.run("--version");

            assertThat(tree.mavenCalls()).hasSize(1);
        }

        @Test
        void happensOnceForTwoStartsAtOnce() throws Exception {
            tree.removeWhatWasBuilt();
            Path gate = tree.root.resolve("gate");
            tree.playMaven("until [ -f '" + gate + "' ]; do sleep 0.1; done");

            Running first = tree.start(tree.launcher(), tree.root, "", "--version");
            Running second = tree.start(tree.launcher(), tree.root, "", "--version");
            Files.createFile(gate);

            assertThat(tree.outcome(first).exitCode()).isZero();
            assertThat(tree.outcome(second).exitCode()).isZero();
            assertThat(tree.mavenCalls()).hasSize(1);
        }

        @Test
        void leavesStandardInputToTheCommand() throws Exception {
            tree.removeWhatWasBuilt();
            tree.playMaven("cat");

            Running run = tree.start(tree.launcher(), tree.root, "the task", "run", "-");

            assertThat(tree.outcome(run).out()).isEqualTo("the task");
        }

        @Test
        void thatFailsShowsWhatMavenSaid() throws Exception {
            tree.removeWhatWasBuilt();
            tree.playMaven("echo 'no such symbol'; exit 1");

            Outcome outcome = tree.run("--version");

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).contains("no such symbol", "the build failed");
            assertThat(tree.dist().resolve("build.lock")).doesNotExist();
        }

        @Test
        void needsMavenAndSaysSo() throws Exception {
            tree.removeWhatWasBuilt();

            Outcome outcome = tree.run("--version");

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err()).contains("needs Maven");
        }

        @Test
        void isNotHeldUpByALockWhoseOwnerIsGone() throws Exception {
            tree.removeWhatWasBuilt();
            tree.playMaven("");
            Process gone = new ProcessBuilder("true").start();
            gone.waitFor();
            Files.createDirectories(tree.dist());
            Files.createSymbolicLink(tree.dist().resolve("build.lock"), Path.of(Long.toString(gone.pid())));

            assertThat(tree.run("--version").exitCode()).isZero();
        }
    }

    @Nested
    class Java {

        @Test
        void thatIsTooOldIsRefused() throws Exception {
            tree.playJava("11.0.2", SHOW_CALL);

            Outcome outcome = tree.run("run");

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err()).contains("needs Java 17 or later", "found 11", "java home");
        }

        @Test
        void thatIsMissingIsSaid() throws Exception {
            tree.environment.remove("JAVA_HOME");

            Outcome outcome = tree.run("run");

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err()).contains("needs Java 17 or later", "JAVA_HOME");
        }
    }
}
