package io.clicouncil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that run as soon as somebody installs. */
class PackageScriptsTest {
    private static List<String> found(String path, String text) {
        PackageScripts scripts = new PackageScripts();
        scripts.added(path, text);
        return scripts.found();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "package.json          | \"postinstall\": \"node x.js\"            | postinstall",
                "web/package.json      | {\"scripts\":{\"prepare\" : \"husky\"}}   | prepare",
                "PACKAGE.JSON          | \"preinstall\":\"x\"                     | preinstall",
                "package.json          | \"prepublishOnly\": \"x\"                 | prepublishOnly",
                "php/composer.json     | \"post-install-cmd\": [\"x\"]             | post-install-cmd",
            })
    void areFoundInAddedLines(String path, String text, String script) {
        assertThat(found(path, text)).containsExactly("package script: " + script + " in " + path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "package.json      | \"test\": \"node --test\"",
                "package.json      | \"dependencies\": { \"ms\": \"2.1.3\" }",
                "docs/package.md   | \"postinstall\": \"x\"",
                "my-package.json   | \"postinstall\": \"x\"",
            })
    void areNotWhatTheChecksRun(String path, String text) {
        assertThat(found(path, text)).isEmpty();
    }

    @Test
    void areNamedOnce() {
        assertThat(found("package.json", "\"install\": \"a\"\n\"install\": \"b\"\n"))
                .containsExactly("package script: install in package.json");
    }
}
