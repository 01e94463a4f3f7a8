package io.clicouncil.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;

import io.clicouncil.testkit.LiveProcesses;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of one attempt begin and end with: an agent that plays, and nothing that is left of it. */
abstract class Playing {
    @TempDir
    Path folder;

    Play play;

    @BeforeEach
    void makeRoom() throws IOException {
        play = new Play(folder);
    }

    @AfterEach
    void noProcessAndNoPipeIsLeft() {
        assertThat(LiveProcesses.marked(play.mark)).isEmpty();
        assertThat(play.files.resolve("stdin")).doesNotExist();
    }
}
