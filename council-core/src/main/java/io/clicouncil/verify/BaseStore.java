package io.clicouncil.verify;

import io.clicouncil.sandbox.PlannedSandbox;
import io.clicouncil.setup.Setup;
import io.clicouncil.state.PrivateFiles;
import io.clicouncil.task.Check;
import io.clicouncil.text.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers what checks said of bases, one file each under the repository's state. It is no more than a memory: a file that
 * cannot be read or written costs another run of the check. Blocks.
 */
final class BaseStore {
    /** Counts up when the same check on the same base could be recorded otherwise. */
    private static final int VERSION = 2;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private BaseStore() {}

    /**
     * All that the result hangs on. Which programs the environment leads to is not known, beyond their paths.
     *
     * @param version of what is recorded
     * @param commit the base
     * @param check the check, with its report and its time
     * @param folder where it starts
     * @param setup what is done before
     * @param environment its environment without what differs from run to run
     * @param walls what is around it, and what they let it see
     */
    record Key(
            int version,
            String commit,
            Check check,
            String folder,
            Setup setup,
            SortedMap<String, String> environment,
            PlannedSandbox walls) {}

    /** Where the result of a check on the base lies. */
    static Path file(VerificationRequest request, Check check) {
        SortedMap<String, String> environment = new TreeMap<>();
        for (Map.Entry<String, String> variable : request.environment().entrySet()) {
            if (!variable.getKey().startsWith("COUNCIL_")) {
                environment.put(variable.getKey(), variable.getValue());
            }
        }
        Key key = new Key(
                VERSION,
                request.gate().base(),
                check,
                request.folder().toString(),
                request.setup(),
                environment,
                request.walls().planned());
        return request.gate().store().resolve(Digest.sha256(MAPPER.writeValueAsString(key)) + ".json");
    }

    static Optional<CheckRun> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.ofNullable(MAPPER.readValue(Files.readString(file), CheckRun.class))
                    : Optional.empty();
        } catch (IOException | JacksonException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** Only what ended by itself is worth remembering. */
    static void write(Path file, CheckRun run) {
        if (!run.ended()) {
            return;
        }
        try {
            Path folder = Objects.requireNonNull(file.getParent());
            PrivateFiles.makeFolder(folder);
            Path whole = Files.createTempFile(folder, "base-", ".tmp");
            Files.writeString(whole, MAPPER.writeValueAsString(run));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            // The next run asks the base again.
        }
    }
}
