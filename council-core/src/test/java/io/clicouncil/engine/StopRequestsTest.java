package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class StopRequestsTest {
    @TempDir
    Path run;

    @Test
    void reachWhoeverCarriesOutTheRunAndAreTakenAway() throws IOException {
        StopRequests.leave(run, StopRequest.agent("a.b"));
        Files.createFile(run.resolve("stop/rubbish"));

        StepVerifier.create(StopRequests.left(run, Schedulers.parallel()))
                .expectNext(StopRequest.agent("a.b"))
                .then(() -> leaveForAll())
                .expectNext(StopRequest.wholeRun())
                .thenCancel()
                .verify(Duration.ofSeconds(20));

        assertThat(run.resolve("stop")).isEmptyDirectory();
    }

    private void leaveForAll() {
        try {
            StopRequests.leave(run, StopRequest.wholeRun());
        } catch (IOException error) {
            throw new AssertionError(error);
        }
    }
}
