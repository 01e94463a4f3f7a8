import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes docs/agents.md from what the tests of the real agents found out in the build that has just been made. With --check
 * it fails where the document says something else; times, memory and addresses differ from machine to machine, and are not
 * compared.
 */
class AgentsTable {
    private static final Path FACTS = Path.of("real-clis/target/facts.tsv");
    private static final Path DOCUMENT = Path.of("docs/agents.md");
    /** The last columns of the table are those that vary. */
    private static final int VARYING = 3;

    /** What is known of an agent: all values of each fact. */
    private record Agent(String name, Map<String, TreeSet<String>> facts) {
        String all(String fact) {
            TreeSet<String> values = facts.getOrDefault(fact, new TreeSet<>());
            return values.isEmpty() ? "-" : String.join(", ", values);
        }

        boolean tried() {
            return facts.containsKey("version");
        }

        String row() {
            return "| `" + name + "` | " + all("version") + " | " + (all("success").equals("true") ? "yes" : "no") + " | "
                    + all("cost") + " | " + all("failure") + " | " + all("session") + " | "
                    + all("outside").replace("CONNECT ", "") + " | "
                    + scaled("start", 1000, "%.1f s") + " | " + scaled("memory", 1 << 20, "%.0f MiB") + " |\n";
        }

        private String scaled(String fact, double unit, String format) {
            String value = all(fact);
            return value.equals("-") ? value : String.format(Locale.ROOT, format, Double.parseDouble(value) / unit);
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (!Files.exists(FACTS)) {
            System.err.println(FACTS + " is missing: run mvn verify -Preal-clis first");
            System.exit(1);
        }
        String document = document(agents());
        if (!List.of(arguments).contains("--check")) {
            Files.writeString(DOCUMENT, document);
        } else if (!Files.exists(DOCUMENT) || !lasting(Files.readString(DOCUMENT)).equals(lasting(document))) {
            System.err.println(DOCUMENT + " is not up to date: run java .ci/AgentsTable.java and commit it. It would be:");
            System.err.println(document);
            System.exit(1);
        }
    }

    private static List<Agent> agents() throws IOException {
        Map<String, Agent> agents = new LinkedHashMap<>();
        for (String line : Files.readAllLines(FACTS)) {
            String[] fact = line.split("\t", 3);
            agents.computeIfAbsent(fact[0], name -> new Agent(name, new LinkedHashMap<>()))
                    .facts()
                    .computeIfAbsent(fact[1], key -> new TreeSet<>())
                    .add(fact[2]);
        }
        return new ArrayList<>(agents.values());
    }

    private static String document(List<Agent> agents) {
        StringBuilder rows = new StringBuilder();
        StringBuilder others = new StringBuilder();
        for (Agent agent : agents) {
            if (agent.tried()) {
                rows.append(agent.row());
            } else if (!agent.name().equals("command")) {
                String how = agent.facts().containsKey("recorded")
                        ? "Tested with what version " + agent.all("recorded") + " printed."
                        : "Never run.";
                others.append("- `").append(agent.name()).append("`: ").append(agent.all("adapter")).append(' ')
                        .append(how).append('\n');
            }
        }
        return """
                # The real agents

                `mvn verify -Preal-clis` installs these programs from npm in exactly these versions, outside the checkout, and
                runs a whole council of them in a real repository. They talk to a model API of our own on 127.0.0.1, with fake
                keys. It plays a model that writes a file, it bills for it, and in other runs it fails. This table comes from
                that build: `java .ci/AgentsTable.java`.

                - Success: the agent wrote its file, the check passed, and its tokens and dollars in the result are exactly
                  those that its provider billed.
                - Cost source: `REPORTED` is named by the program, `DERIVED` is its tokens times a price table.
                - Failure kinds seen: what became of a refused key, of 429, 500 and 529, of an answer that never comes, and of
                  one that is cut off. `STALLED` also stands for programs that try again for more than a minute and say
                  nothing meanwhile: `opencode` and `qwen-code` do so after 500 and 529.
                - Own session: in other runs the first change does not pass the check. The agent then went on in the session of
                  its program, and its tokens and dollars of both attempts were together those that its provider billed.
                - Asked for: what the program tried to reach besides its provider, in spite of its switches. Nothing was
                  reached: there is no network but loopback where these tests run, where the machine allows that, and a proxy
                  refuses all else.
                - Start: until the first output, which `opencode` prints only after its model's first answer; that takes two
                  seconds here. This and the memory of all its processes differ from machine to machine.

                | CLI | version tested | success | cost source | failure kinds seen | own session | asked for | start | peak memory |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """ + rows + """

                ## Not run here
                The build does not run these adapters against their real programs. Where none was ever run, the adapter is
                written and tested after its documentation, see [Adapters](adapters.md). In a repair they begin a new session
                (`acp` with some agents does not, see [ACP](acp.md)): they get the whole prompt again, and find the files as
                they left them.

                """ + others;
    }

    /** A document without what varies. */
    private static String lasting(String document) {
        StringBuilder lasting = new StringBuilder();
        for (String line : document.lines().toList()) {
            String[] cells = line.split(" \\| ");
            boolean row = line.startsWith("| `");
            lasting.append(row ? String.join(" | ", List.of(cells).subList(0, cells.length - VARYING)) : line).append('\n');
        }
        return lasting.toString();
    }
}
