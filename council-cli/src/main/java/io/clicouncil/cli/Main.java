package io.clicouncil.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The entry point of the {@code council} command. */
@Command(name = "council", mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
public final class Main implements Runnable {

    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** The launcher answers {@code --version} from the same file, without a JVM. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            try (InputStream version = Objects.requireNonNull(Main.class.getResourceAsStream("version"))) {
                return new String[] {"council " + new String(version.readAllBytes(), StandardCharsets.UTF_8).strip()};
            }
        }
    }
}
