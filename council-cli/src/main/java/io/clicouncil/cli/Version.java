package io.clicouncil.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version. The launcher answers {@code --version} from the same file, without a JVM. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (InputStream version = Objects.requireNonNull(Version.class.getResourceAsStream("version"))) {
            return new String[] {"council " + new String(version.readAllBytes(), StandardCharsets.UTF_8).strip()};
        }
    }
}
