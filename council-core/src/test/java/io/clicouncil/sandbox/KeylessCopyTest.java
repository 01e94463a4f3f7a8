package io.clicouncil.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeylessCopyTest {
    @TempDir
    Path folder;

    @Test
    void serversAndPasswordsOfMavenAreLeftOutAndMirrorsStay() throws IOException {
        assertThat(copy("settings.xml", """
                        <settings>
                          <!-- password: hunter2 -->
                          <servers>
                            <server><id>corp</id><password>hunter2</password></server>
                          </servers>
                          <proxies><proxy><host>proxy</host><password>hunter2</password></proxy></proxies>
                          <mirrors><mirror><id>corp</id><url>https://me:hunter2@repo.corp/all</url></mirror></mirrors>
                          <profiles><profile><properties><sonar.token>hunter2</sonar.token></properties></profile></profiles>
                        </settings>
                        """)).isEqualToIgnoringWhitespace("""
                        <settings>
                          <proxies><proxy><host>proxy</host></proxy></proxies>
                          <mirrors><mirror><id>corp</id><url>https://repo.corp/all</url></mirror></mirrors>
                          <profiles><profile><properties></properties></profile></profiles>
                        </settings>
                        """);
    }

    @Test
    void linesWithKeysAreLeftOutWithThoseThatTheyGoOnIn() throws IOException {
        assertThat(copy("gradle.properties", """
                        org.gradle.daemon=false
                        repoPassword=\\
                          hunter2
                        org.gradle.jvmargs=-Xmx1g -Djavax.net.ssl.trustStorePassword=hunter2
                        mirror=https://hunter2@repo.corp/all
                        """)).isEqualTo("org.gradle.daemon=false\nmirror=https://repo.corp/all\n");
    }

    @Test
    void headersWithKeysAreLeftOutOfThoseOfGit() throws IOException {
        assertThat(copy(
                        ".gitconfig",
                        "[core]\n\tautocrlf = input\n[http]\n\textraHeader = Authorization: Basic aHVudGVyMg==\n"))
                .isEqualTo("[core]\n\tautocrlf = input\n[http]\n");
    }

    @Test
    void whatIsNoTextIsNotSeen() throws IOException {
        Path file = Files.write(folder.resolve("pip.conf"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(new KeylessCopy(file).in(folder.resolve("copy"))).isEmpty();
    }

    private String copy(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.readString(
                new KeylessCopy(file).in(folder.resolve("copies/" + name)).orElseThrow());
    }
}
