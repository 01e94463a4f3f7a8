package io.clicouncil.realclis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the tests find out about the agents, for docs/agents.md: lines of agent, fact and value in {@code target/facts.tsv}. */
final class Facts {
    private static final Path FILE = Path.of("target", "facts.tsv");

    private Facts() {}

    /** Forgets what earlier builds found. */
    static synchronized void begin() throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.deleteIfExists(FILE);
    }

    /** Adds a fact about an agent. */
    static synchronized void add(String agent, String fact, Object value) throws IOException {
        Files.writeString(
                FILE, agent + "\t" + fact + "\t" + value + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
