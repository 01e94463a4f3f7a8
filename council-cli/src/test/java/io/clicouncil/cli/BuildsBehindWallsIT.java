package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.json.Json;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.SandboxSupport;
import io.clicouncil.result.AggregatedResult;
import io.clicouncil.result.Candidate;
import io.clicouncil.result.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real projects build and test behind walls as they do outside: without a network, with the user's caches. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BuildsBehindWallsIT {
    private static final String PASSWORD = "hunter2-fake";

    @TempDir
    Path folder;

    private Project project;
    private Path home;

    @BeforeEach
    void makeAProject() throws IOException {
        SandboxSupport support = new ZtCommandRunner().sandboxes();
        Assumptions.assumeTrue(support.available(), support.problem());
        project = Project.make(folder);
        home = folder.resolve("home");
    }

    @Test
    void aMavenProjectIsTestedOfflineAndTheUsersRepositoryStaysAsItWas() throws IOException {
        Files.createDirectory(home.resolve(".m2"));
        // What came from a repository is taken, offline too, only by builds that know this repository.
        Files.writeString(home.resolve(".m2/settings.xml"), """
                <settings>
                  <servers><server><id>built</id><password>%s</password></server></servers>
                  <profiles><profile><id>built</id>
                    <repositories><repository><id>built</id><url>%s</url></repository></repositories>
                    <pluginRepositories>
                      <pluginRepository><id>built</id><url>%s</url></pluginRepository>
                    </pluginRepositories>
                  </profile></profiles>
                  <activeProfiles><activeProfile>built</activeProfile></activeProfiles>
                </settings>
                """.formatted(PASSWORD, repository(), repository()));
        project.write("pom.xml", pom())
                // Java asks the system where the home is, not the environment.
                .write(".mvn/jvm.config", "-Duser.home=" + home + "\n")
                .write(".gitignore", "target\n")
                .write(
                        "src/main/java/Sum.java",
                        "class Sum {\n    static int of(int a, int b) {\n        return a - b;\n    }\n}\n")
                .write("src/test/java/SumTest.java", """
                        import static org.junit.jupiter.api.Assertions.assertEquals;

                        class SumTest {
                            @org.junit.jupiter.api.Test
                            void adds() {
                                assertEquals(5, Sum.of(2, 3));
                            }
                        }
                        """);
        Path warm = folder.resolve("warm");
        CommandResult warmed = project.run(
                List.of(
                        // The options of the build that runs this could name another repository, which no agent gets.
                        "env",
                        "-u",
                        "MAVEN_OPTS",
                        "-u",
                        "MAVEN_ARGS",
                        "mvn",
                        "-B",
                        "-ntp",
                        "-Dmaven.test.failure.ignore",
                        "-Dstyle.color=never",
                        "test"),
                warm);
        assertThat(warmed.succeeded()).as(Files.readString(warm)).isTrue();
        project.shell("grep -q 'expected: <5> but was: <-1>' " + warm + " && rm -r target");

        mendedBy(
                "sed -i 's/a - b/a + b/' src/main/java/Sum.java && mvn -o -q test && touch ~/.m2/repository/planted",
                "checks: [mvn -o -q test]\n",
                ".m2");
    }

    @Test
    void aNodeProjectIsInstalledAndTestedOfflineAndTheUsersCacheStaysAsItWas() throws IOException {
        Files.writeString(
                home.resolve(".npmrc"),
                "audit=false\nfund=false\n//registry.example.com/:_authToken=" + PASSWORD + "\n");
        project.write("package.json", """
                        { "name": "sum", "version": "1.0.0", "private": true, "scripts": { "test": "node --test" } }
                        """)
                .write(".gitignore", "node_modules\n")
                .write("sum.js", "module.exports = (a, b) => a - b;\n")
                .write("sum.test.js", """
                        const sum = require('./sum');
                        const ms = require('ms');
                        require('node:test')('adds', () => {
                          require('node:assert').strictEqual(ms(sum(1000, 2000)), '3s');
                        });
                        """);
        Path warm = folder.resolve("warm");
        Assumptions.assumeTrue(
                project.run(List.of("npm", "install", "--save-exact", "ms@2.1.3"), warm)
                        .succeeded(),
                "there is no npm, or it does not reach its registry");
        project.shell("if npm test; then exit 1; fi; rm -r node_modules");

        mendedBy(
                "sed -i 's/a - b/a + b/' sum.js && npm test && touch ~/.npm/_cacache/planted",
                "checks: [npm test]\nsetup: { run: [npm ci --offline] }\n",
                ".npm");
    }

    /** An agent runs that script; its change wins, and neither it nor the checks left anything in that folder. */
    private void mendedBy(String script, String settings, String cache) throws IOException {
        project.configure(Map.of("fixer", "set -e\nif grep -r " + PASSWORD + " ~; then exit 1; fi\n" + script + "\n"))
                .write(
                        "council.yml",
                        settings + "sandbox: { mode: required, network: none }\n"
                                + Files.readString(project.root().resolve("council.yml"))
                                        .replaceFirst(".*\n", ""))
                .commit("a project");
        Map<String, String> before = files(home.resolve(cache));

        Project.Outcome outcome = project.council("run", "--format", "json", "mend it");

        AggregatedResult result = Json.result(Json.parse(outcome.out()));
        Candidate fixer = result.candidates().get(0);
        assertThat(result.status()).as(outcome.out() + outcome.err()).isEqualTo(RunStatus.WINNER);
        assertThat(fixer.sandbox()).isEqualTo("bubblewrap");
        assertThat(files(home.resolve(cache))).isEqualTo(before).hasSizeGreaterThan(3);
    }

    /** The size of every file in a folder, and when it was written. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                files.put(
                        file.toString(),
                        Files.size(file) + " " + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
            }
        }
        return files;
    }

    /** What this build has downloaded itself: nothing else has to be fetched. */
    private static String repository() {
        return Path.of(System.getProperty("council.repository")).toUri().toString();
    }

    private static String pom() {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>test</groupId>
                  <artifactId>sum</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>org.junit.jupiter</groupId>
                      <artifactId>junit-jupiter</artifactId>
                      <version>5.14.4</version>
                      <scope>test</scope>
                    </dependency>
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
                      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
                      <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.6.1</version></plugin>
                    </plugins>
                  </build>
                </project>
                """;
    }
}
