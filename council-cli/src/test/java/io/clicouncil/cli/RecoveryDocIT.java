package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the documents tell users to type is typed here, line by line; a comment names what it has to say. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RecoveryDocIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final Pattern PROMISE = Pattern.compile("^(.*?)\\s+# says: (.*)$");

    @TempDir
    Path folder;

    private Project project;
    private Path bin;

    @BeforeEach
    void installTheCommand() throws IOException {
        project = Project.make(folder);
        String script = "echo mending; sleep 5; echo right >file.txt; echo '{\"cost_usd\": 0.10}'";
        project.configure(Map.of("fixer", script)).commit("configured");
        bin = Files.createDirectory(folder.resolve("bin"));
        Path council = bin.resolve("council");
        String line =
                Distribution.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Files.writeString(council, "#!/bin/sh\nexec " + line + " \"$@\"\n");
        Files.setPosixFilePermissions(council, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    @Tag("F1")
    void theDocumentAboutRecoveryIsTrue() throws Exception {
        type(blocks(ROOT.resolve("docs/recovery.md"), ""));
    }

    @Test
    void theReadmeIsTrueAboutARunThatWasCutOff() throws Exception {
        type("council run --check 'grep -q right file.txt' 'mend it' &\nsleep 3\nkill -9 $!\n"
                + blocks(ROOT.resolve("README.md"), "## When it is cut off")
                        .replace("council cancel latest ", "true "));
    }

    /** Types all lines into one shell, and holds what each prints against what it has to say. */
    private void type(String lines) throws Exception {
        StringBuilder script = new StringBuilder();
        for (String line : lines.lines().toList()) {
            Matcher promise = PROMISE.matcher(line);
            if (promise.matches()) {
                script.append("said=$(").append(promise.group(1)).append(" 2>&1); code=$?; echo \"$said\"\n");
                script.append("case $code:$said in 0:*'")
                        .append(promise.group(2))
                        .append("'*) ;; *) echo \"BROKEN PROMISE: ");
                script.append(promise.group(1).replace("\"", "'")).append("\"; exit 1;; esac\n");
            } else if (line.startsWith("sleep ")) {
                // However slow the machine is: until the agent works.
                script.append("until grep -qs mending .git/council/runs/*/*/*/stdout; do sleep 0.1; done\n");
            } else {
                script.append(line).append('\n');
            }
        }
        Path out = folder.resolve("typed");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script.toString())
                .directory(project.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        shell.environment().clear();
        shell.environment().putAll(project.environment());
        shell.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);

        assertThat(shell.start().waitFor()).as(() -> read(out)).isZero();
    }

    private static String blocks(Path document, String after) throws IOException {
        String text = Files.readString(document);
        String part = text.substring(text.indexOf(after));
        Matcher block = BLOCK.matcher(part);
        StringBuilder lines = new StringBuilder();
        while (block.find()) {
            lines.append(block.group(1));
            if (!after.isEmpty()) {
                break;
            }
        }
        assertThat(lines.toString()).as("the commands of " + document).isNotBlank();
        return lines.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return String.valueOf(gone);
        }
    }
}
