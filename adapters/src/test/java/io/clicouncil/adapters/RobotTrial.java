package io.clicouncil.adapters;

import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.testkit.FakeCli;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A made-up program on trial that a manifest describes. */
abstract class RobotTrial {
    /** A manifest of a program that tells each of its requests, its tools and its errors in a line. */
    static final String STEPS = """
            {'command': ['robot'],
             'output': {'format': 'ndjson', 'record': '/type', 'is': 'step', 'sum': true,
                        'cost': '/usd', 'input': '/in', 'cacheRead': '/cached', 'output': ['/out', '/thought'],
                        'message': {'when': {'/type': 'text'}, 'at': '/text', 'join': true},
                        'error': {'when': {'/type': 'oops'}, 'at': ['/code', '/why']}},
             'activity': [{'when': {'/type': 'tool'}, 'at': ['/name', '/file']}],
             'failures': [{'kind': 'RATE_LIMITED', 'pattern': '^429 .*in ([0-9.]+)s', 'retryAfter': 1},
                          {'kind': 'REFUSED', 'in': 'final', 'at': '/end', 'pattern': '^denied$'}],
             'billing': 'subscription', 'meteredBy': ['ROBOT_KEY']}""";

    @TempDir
    Path folder;

    Trial trial;
    Path bin;

    @BeforeEach
    final void makeRoom() throws IOException {
        trial = new Trial(folder);
        bin = trial.bin();
    }

    static FakeCli robot() {
        return FakeCli.named("robot");
    }

    final CLIAdapter adapter(String manifest, String options) {
        return trial.adapter(new ManifestAdapterFactory("robot", Trial.options(manifest)), options);
    }

    final ExecutionResult run(String manifest, FakeCli robot) throws IOException {
        robot.install(bin);
        return trial.result(adapter(manifest, "{}"));
    }

    /** JSON with its quotes, which are written singly. */
    static String json(String text) {
        return text.replace('\'', '"');
    }
}
