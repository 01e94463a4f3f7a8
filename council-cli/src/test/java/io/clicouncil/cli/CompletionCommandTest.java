package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion in the shells themselves, in a repository with the branches of two runs. */
class CompletionCommandTest {
    /** Nothing changes it, so all tests share it. */
    @TempDir
    private static Path folder;

    private static Project project;

    @BeforeAll
    static void makeAProject() throws IOException {
        project = Project.make(folder);
        Stream.of("20261121-093012-k3f9/claude", "20261121-093012-k3f9/gemini", "20261122-101500-a2bc/codex")
                .forEach(branch -> project.git("branch", "council/" + branch));
    }

    @Test
    void ofAnotherShellIsNotThere() {
        assertThat(project.council("completion", "tcsh").exitCode()).isEqualTo(2);
    }

    @Nested
    class Bash {
        @ParameterizedTest
        @CsvSource({
            "council re,                                     resume",
            "council run --form,                             --format",
            "council run --format '',                        text json ndjson",
            "council run --format = nd,                      ndjson",
            "council run --apply = '',                       squash merge ff patch",
            "council run --strategy c,                       cascade",
            "council run -a cl,                              claude-code",
            "council --color always show '',                 latest 20261122-101500-a2bc 20261121-093012-k3f9",
            "council apply 20261121 '',                      claude gemini",
            "council apply --mode ff latest '',              codex",
            "council -C . run -f f,                          file.txt",
            "council help pl,                                plan",
            "council run -- --fo,                            ''",
            "council packag,                                 ''",
        })
        void completesTheLastWord(String line, String expected) throws IOException {
            assertThat(complete(line.replace("''", "\"\""))).isEqualTo(expected.replace("''", ""));
        }

        private String complete(String words) throws IOException {
            assumeInstalled("bash");
            Path script = write("bash");
            return project.shell("bash --norc -c 'source " + script + "; COMP_WORDS=(" + words
                    + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _council; echo \"${COMPREPLY[*]}\"'");
        }
    }

    @Nested
    class Zsh {
        /** Types the line and a tab into a shell in a pseudo terminal, and tells what stands there then. */
        private static final String TYPIST = """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "autoload -U compinit; compinit -u -D; source $1
                  report() { print -r -- \\"\\$BUFFER\\" >$2; BUFFER=exit; zle accept-line }
                  zle -N report; bindkey '^X' report; print RE''ADY"
                zpty -r shell said '*READY*'
                zpty -w -n shell $3$'\\t\\x18'
                while zpty -r shell said; do :; done
                """;

        @ParameterizedTest
        @CsvSource({
            "council resu,                   'council resume '",
            "council run --form,             'council run --format='",
            "council run --format nd,        'council run --format ndjson '",
            "council run --apply=sq,         'council run --apply=squash '",
            "council show 20261122,          'council show 20261122-101500-a2bc '",
            "council apply 20261121 g,       'council apply 20261121 gemini '",
            "council apply latest c,         'council apply latest codex '",
            "council run -f fi,              'council run -f file.txt '",
            "council packag,                 'council packag'",
        })
        void completesTheLastWord(String line, String expected) throws IOException {
            assumeInstalled("zsh");
            Path typist = Files.writeString(folder.resolve("typist.zsh"), TYPIST);
            Path buffer = folder.resolve("buffer");

            project.shell("timeout 60 zsh -f " + typist + " " + write("zsh") + " " + buffer + " '" + line + "'");

            assertThat(buffer).hasContent(expected);
        }
    }

    @Nested
    class Fish {
        @ParameterizedTest
        @CsvSource({
            "council resu,                   resume",
            "council run --form,             --format",
            "'council run --format ',        json ndjson text",
            "council run --apply=,           --apply=ff --apply=merge --apply=patch --apply=squash",
            "'council show ',                latest 20261122-101500-a2bc 20261121-093012-k3f9",
            "'council apply 20261121 ',      claude gemini",
            "'council apply latest ',        codex",
            "council run -f f,               file.txt",
            "council packag,                 ''",
        })
        void completesTheLastWord(String line, String expected) throws IOException {
            assumeInstalled("fish");
            List<String> offered = project.shell(
                            "fish --no-config -c 'source " + write("fish") + "; complete -C \"" + line + "\"'")
                    .lines()
                    .map(offer -> offer.replaceFirst("\t.*", ""))
                    .toList();

            assertThat(String.join(" ", offered)).isEqualTo(expected.replace("''", ""));
        }
    }

    private static Path write(String shell) throws IOException {
        Project.Outcome outcome = project.council("completion", shell);
        assertThat(outcome.exitCode()).isZero();
        return Files.writeString(folder.resolve("completion." + shell), outcome.out());
    }

    private static void assumeInstalled(String program) {
        assumeTrue(project.shell("command -v " + program + " || echo none").startsWith("/"), program);
    }
}
