package io.clicouncil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A user who types what a document says, line by line; a comment in it names what a line has to say. */
final class Typist {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final Pattern PROMISE = Pattern.compile("^(.*?)\\s+# says: (.*)$");

    private final Path folder;
    private final Path bin;
    private final Map<String, String> environment;

    /** With the command on the path of this user. */
    Typist(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = environment;
        bin = Files.createDirectory(folder.resolve("bin"));
        String line =
                Distribution.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        install("council", "exec " + line + " \"$@\"");
    }

    /** Puts a program on the path. */
    Path install(String name, String script) throws IOException {
        Path program = bin.resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The shell lines of a document of this repository: those of all its blocks. */
    static String blocks(String document) throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
    }

    /** The shell lines of the first block of a document behind a heading. */
    static String block(String document, String heading) throws IOException {
        String text = Files.readString(ROOT.resolve(document));
        Matcher block = BLOCK.matcher(text.substring(text.indexOf(heading)));
        assertThat(block.find()).as("a block behind " + heading).isTrue();
        return block.group(1);
    }

    /** Types all lines into one shell, and holds what each prints against what it has to say. */
    void type(String lines, Path directory) throws Exception {
        assertThat(lines).isNotBlank();
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
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        shell.environment().clear();
        shell.environment().putAll(environment);
        shell.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);

        assertThat(shell.start().waitFor()).as(() -> read(out)).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return String.valueOf(gone);
        }
    }
}
