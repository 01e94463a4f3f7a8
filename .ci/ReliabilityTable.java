import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes docs/reliability.md: the faults of .ci/faults.tsv with the tests that carry their numbers as tags, and whether
 * these passed in the build that has just been made. With --check it fails where a fault has no test, a test of one has not
 * passed, or the document is not up to date.
 */
class ReliabilityTable {
    private static final Path DOCUMENT = Path.of("docs/reliability.md");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"(F\\d+)\"\\)");
    private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");
    private static final Pattern CLASS = Pattern.compile("\\s*([a-z]+ )*class \\w+.*\\{\\s*");
    private static final Pattern CASE =
            Pattern.compile("<testcase name=\"([^\"]*)\" classname=\"([^\"]*)\"[^>]*?(/>|>(.*?)</testcase>)", Pattern.DOTALL);

    public static void main(String[] arguments) throws IOException {
        boolean check = List.of(arguments).contains("--check");
        Map<String, TreeSet<String>> tests = tests();
        Map<String, Boolean> passed = passed();
        List<String> problems = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        List<String> faults = Files.readAllLines(Path.of(".ci/faults.tsv"));
        for (String line : faults.subList(1, faults.size())) {
            String[] fault = line.split("\t");
            TreeSet<String> names = tests.getOrDefault(fault[0], new TreeSet<>());
            if (names.isEmpty()) {
                problems.add(fault[0] + " has no test");
            }
            for (String name : names) {
                if (!passed.getOrDefault(name, false)) {
                    problems.add(fault[0] + ": " + name + (passed.containsKey(name) ? " has failed" : " was not run"));
                }
            }
            boolean all = !names.isEmpty() && names.stream().allMatch(name -> passed.getOrDefault(name, false));
            rows.append("| ").append(fault[0]).append(" | ").append(fault[1]).append(" | ").append(fault[2]).append(" | ")
                    .append(fault[3]).append(" | ").append(String.join("<br>", names)).append(" | ")
                    .append(all ? "yes" : "no").append(" |\n");
        }
        String document = """
                # Reliability

                What can go wrong, how it is provoked in a test, and what is promised then. The build runs all of it
                (`mvn verify -Pfaults`) and makes this table from its reports: `java .ci/ReliabilityTable.java`.

                | | fault | how it is injected | what is promised | tests | passed |
                | --- | --- | --- | --- | --- | --- |
                """ + rows;
        if (check && !Files.readString(DOCUMENT).equals(document)) {
            problems.add(DOCUMENT + " is not up to date: run java .ci/ReliabilityTable.java and commit it");
        }
        if (!check) {
            Files.writeString(DOCUMENT, document);
        }
        problems.forEach(System.err::println);
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    /** The tests of each fault, as Class.method; a tag of a class holds for all of its tests. */
    private static Map<String, TreeSet<String>> tests() throws IOException {
        Map<String, TreeSet<String>> tests = new HashMap<>();
        for (Path file : files("src/test/java", ".java")) {
            List<String> pending = new ArrayList<>();
            TreeMap<Integer, List<String>> ofClasses = new TreeMap<>();
            String outer = String.valueOf(file.getFileName()).replace(".java", "");
            boolean test = false;
            for (String line : Files.readAllLines(file)) {
                Matcher tag = TAG.matcher(line);
                while (tag.find()) {
                    pending.add(tag.group(1));
                }
                test |= line.matches("\\s*@(Test|ParameterizedTest|RepeatedTest)\\b.*");
                Matcher method = METHOD.matcher(line);
                int indent = line.length() - line.stripLeading().length();
                if (CLASS.matcher(line).matches()) {
                    ofClasses.tailMap(indent, true).clear();
                    ofClasses.put(indent, List.copyOf(pending));
                    pending.clear();
                } else if (test && method.find()) {
                    ofClasses.headMap(indent, false).values().forEach(pending::addAll);
                    pending.forEach(fault ->
                            tests.computeIfAbsent(fault, key -> new TreeSet<>()).add(outer + "." + method.group(1)));
                    pending.clear();
                    test = false;
                }
            }
        }
        return tests;
    }

    /** Whether each test of the last build passed, in every form in which it ran; one that was only skipped did not. */
    private static Map<String, Boolean> passed() throws IOException {
        Map<String, Boolean> passed = new HashMap<>();
        for (String reports : List.of("target/surefire-reports", "target/failsafe-reports")) {
            for (Path file : files(reports, ".xml")) {
                Matcher found = CASE.matcher(Files.readString(file));
                while (found.find()) {
                    String outer = found.group(2).replaceAll(".*\\.", "").replaceAll("\\$.*", "");
                    String name = outer + "." + found.group(1).replaceAll("[({\\[ ].*", "");
                    String body = found.group(4) == null ? "" : found.group(4);
                    boolean well = !body.contains("<failure") && !body.contains("<error") && !body.contains("<skipped");
                    passed.merge(name, well, Boolean::logicalAnd);
                }
            }
        }
        return passed;
    }

    private static List<Path> files(String folder, String suffix) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of("."))) {
            for (Path module : modules.sorted().toList()) {
                Path below = module.resolve(folder);
                if (Files.isDirectory(below)) {
                    try (Stream<Path> files = Files.walk(below)) {
                        files.filter(file -> file.toString().endsWith(suffix)).sorted().forEach(found::add);
                    }
                }
            }
        } catch (UncheckedIOException error) {
            throw error.getCause();
        }
        return found;
    }
}
