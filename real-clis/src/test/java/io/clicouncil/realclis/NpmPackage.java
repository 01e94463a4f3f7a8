package io.clicouncil.realclis;

/**
 * A package of npm in one version.
 *
 * @param name the name of its folder, without the version
 * @param spec its name in the registry
 * @param version exactly this one: without it, npm takes the newest that runs on the Node that it finds here
 */
record NpmPackage(String name, String spec, String version) {
    /** Some of the agents need a newer Node than the machine may have; npm can bring one too. */
    static final NpmPackage NODE = new NpmPackage("node", "node", "22.20.0");

    /** The official client of Ollama. */
    static final NpmPackage OLLAMA = new NpmPackage("ollama", "ollama", "0.6.4");

    String folder() {
        return name + "-" + version;
    }

    String exact() {
        return spec + "@" + version;
    }
}
