package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Keeps what is written as long as it is no more than so many bytes. */
final class BoundedBytes extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int most;
    private boolean tooMany;

    BoundedBytes(int most) {
        this.most = most;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        tooMany = tooMany || count > most - kept.size();
        if (!tooMany) {
            kept.write(bytes, from, count);
        }
    }

    /** All that was written, as UTF-8; nothing where it was too much. */
    Optional<String> text() {
        return tooMany ? Optional.empty() : Optional.of(kept.toString(UTF_8));
    }
}
