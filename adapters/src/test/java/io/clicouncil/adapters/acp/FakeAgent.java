package io.clicouncil.adapters.acp;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent as a program of its own that plays its part of an exchange. A line of the script that begins with {@code >>} is
 * waited for: a message with that method, or an answer with that id. One with {@code <<} is said. {@code !!} does something:
 * {@code exit N}, {@code hang}, {@code error TEXT}, {@code noise TEXT}, {@code large N} for a permission request that shows N
 * characters. {@code --} ends it when its input ends, unless it says that the agent is still running then.
 */
final class FakeAgent {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String WORKTREE = "$WORKTREE";

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path received;
    private final boolean deaf;

    private FakeAgent(Path received, boolean deaf) {
        this.received = received;
        this.deaf = deaf;
    }

    /** The command that plays a script and writes what it is told into a file. */
    static List<String> command(Path script, Path received) {
        String classPath = Stream.of(FakeAgent.class, JsonMapper.class, JsonParser.class, annotations())
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                classPath,
                FakeAgent.class.getName(),
                script.toString(),
                received.toString());
    }

    private static Class<?> annotations() {
        return JsonProperty.class;
    }

    /** Plays. */
    public static void main(String[] arguments) throws IOException {
        List<String> script = Files.readAllLines(Path.of(arguments[0]));
        boolean deaf = script.stream().anyMatch(line -> line.contains("-- still running"));
        FakeAgent agent = new FakeAgent(Path.of(arguments[1]), deaf);
        for (String line : script) {
            if (line.length() > 3) {
                agent.play(line.substring(0, 2), line.substring(3));
            }
        }
        agent.untilTheEnd();
    }

    private void play(String sign, String text) throws IOException {
        switch (sign) {
            case ">>" -> await(MAPPER.readTree(text));
            case "<<" -> out.println(text.replace(WORKTREE, System.getProperty("user.dir")));
            case "!!" -> act(text.split(" ", 2));
            default -> {
                // A remark about how the recording ended.
            }
        }
    }

    private void act(String[] words) {
        switch (words[0]) {
            case "exit" -> System.exit(Integer.parseInt(words[1]));
            case "hang" -> hang();
            case "error" -> System.err.println(words[1]);
            case "noise" -> out.println(words[1]);
            case "large" -> large(Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void large(int characters) {
        out.println(
                "{\"jsonrpc\":\"2.0\",\"id\":\"big\",\"method\":\"session/request_permission\",\"params\":{\"toolCall\":"
                        + "{\"title\":\"Write\",\"content\":[{\"type\":\"diff\",\"path\":\"big.txt\",\"newText\":\""
                        + "ü".repeat(characters)
                        + "\"}]},\"options\":[{\"optionId\":\"yes\",\"kind\":\"allow_once\"}]}}");
    }

    private void await(JsonNode wanted) throws IOException {
        JsonNode told = next();
        while (!fits(wanted, told)) {
            told = next();
        }
    }

    private static boolean fits(JsonNode wanted, JsonNode told) {
        return wanted.has("method")
                ? wanted.path("method").equals(told.path("method"))
                : !told.has("method") && wanted.path("id").equals(told.path("id"));
    }

    private JsonNode next() throws IOException {
        String line = in.readLine();
        if (line == null) {
            if (deaf) {
                hang();
            }
            System.exit(0);
        }
        Files.writeString(received, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return MAPPER.readTree(line);
    }

    private void untilTheEnd() throws IOException {
        while (next() != null) {
            // Whatever it is told now, it has nothing more to say.
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
