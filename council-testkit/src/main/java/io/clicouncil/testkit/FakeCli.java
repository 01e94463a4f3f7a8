package io.clicouncil.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A real executable that pretends to be a coding agent: a POSIX shell script that does, one after another, what it was
 * told here. Install it under the name of the agent in a folder that comes first on the {@code PATH}.
 *
 * <pre>{@code
 * FakeCli.named("claude").keepInput("prompt.txt").print("{...}").exit(1).install(bin);
 * }</pre>
 *
 * <p>Files are named relative to the folder in which it runs. Where nothing says otherwise it ends with exit code 0.
 *
 * @since 0.1
 */
public final class FakeCli {
    private final String name;
    private final List<String> scenario = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    private FakeCli(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** One that is installed under this name, and so far does nothing. */
    public static FakeCli named(String name) {
        return new FakeCli(name);
    }

    /** Prints these lines to standard output. */
    public FakeCli print(String... lines) {
        for (String line : lines) {
            line.lines().forEach(each -> add("print " + each));
        }
        return this;
    }

    /** Prints a line to standard error. */
    public FakeCli error(String line) {
        return add("error " + line);
    }

    /** Prints, without a line end, what the shell's {@code printf '%b'} makes of it; {@code \0377} is one byte. */
    public FakeCli raw(String escaped) {
        return add("raw " + escaped);
    }

    /** Prints a text as it is, however long it is. */
    public FakeCli show(String text) {
        return add("show " + keep(text));
    }

    /** Prints so many megabytes in lines. */
    public FakeCli spam(int megabytes) {
        return add("spam " + megabytes);
    }

    /** Prints one line of so many megabytes. */
    public FakeCli longLine(int megabytes) {
        return add("long " + megabytes);
    }

    /** Reads its standard input to the end, into a file. */
    public FakeCli keepInput(String file) {
        return add("keep-input " + file);
    }

    /** Reads one line of its standard input into a file, in place of what is there. */
    public FakeCli keepLine(String file) {
        return add("keep-line " + file);
    }

    /** Copies the file that an option of its command line names into a file. */
    public FakeCli keepFile(String option, String file) {
        return add("keep-file " + option + " " + file);
    }

    /** Writes a text into the file that an option of its command line names. */
    public FakeCli fillFile(String option, String text) {
        return add("fill-file " + option + " " + keep(text));
    }

    /** Writes its arguments into a file, each ended by a NUL. */
    public FakeCli keepArguments(String file) {
        return add("keep-arguments " + file);
    }

    /** Writes its environment into a file, each entry ended by a NUL. */
    public FakeCli keepEnvironment(String file) {
        return add("keep-environment " + file);
    }

    /** Prints the value of an environment variable. */
    public FakeCli reveal(String variable) {
        return add("reveal " + variable);
    }

    /** Writes a line into a file, whose name has no space. */
    public FakeCli write(String file, String line) {
        return add("write " + file + " " + line);
    }

    /** Does nothing for so many seconds. */
    public FakeCli sleep(double seconds) {
        return add("sleep " + seconds);
    }

    /** From now on takes no notice of TERM. */
    public FakeCli ignoreTerm() {
        return add("ignore-term");
    }

    /** From now on prints these lines when it gets TERM, and ends with exit code 143. */
    public FakeCli onTerm(List<String> lines) {
        return add("on-term " + keep(String.join("\n", lines) + "\n"));
    }

    /** Leaves a child in the background that holds its standard output open. */
    public FakeCli child() {
        return add("child");
    }

    /** Leaves a daemon: an orphan in a session of its own, with none of its descriptors. */
    public FakeCli daemon() {
        return add("daemon");
    }

    /** Closes its standard input, output and error. */
    public FakeCli close() {
        return add("close");
    }

    /** Does nothing until it is killed. */
    public FakeCli hang() {
        return add("hang");
    }

    /** Ends. */
    public FakeCli exit(int code) {
        return add("exit " + code);
    }

    /**
     * Writes the executable, and what it is to do beside it.
     *
     * @return the executable
     */
    public Path install(Path folder) throws IOException {
        Path executable = folder.resolve(name);
        try (InputStream script = FakeCli.class.getResourceAsStream("fake-cli.sh")) {
            if (script == null) {
                throw new NoSuchFileException("fake-cli.sh");
            }
            Files.write(executable, script.readAllBytes());
        }
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.write(folder.resolve(name + ".scenario"), scenario);
        Path texts = Files.createDirectories(folder.resolve(name + ".files"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(texts.resolve(file.getKey()), file.getValue());
        }
        return executable;
    }

    private String keep(String text) {
        String file = String.valueOf(files.size() + 1);
        files.put(file, text);
        return file;
    }

    private FakeCli add(String line) {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a step is one line: " + line);
        }
        scenario.add(line);
        return this;
    }
}
