package io.clicouncil.worktrees;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A block of port numbers that no other workspace on this machine is given while the block is held, below the range from
 * which the system picks ports itself. Nothing listens on a port because of it.
 */
final class Ports implements AutoCloseable {
    static final int COUNT = 10;
    private static final int FIRST = 20_000;
    private static final int LAST = 32_767;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BLOCKS = (LAST - FIRST + 1) / COUNT;

    private final int block;
    private final FileLocks.@Nullable Held lock;

    private Ports(int block, FileLocks.@Nullable Held lock) {
        this.block = block;
        this.lock = lock;
    }

    /**
     * Takes a block whose ports are all free now.
     *
     * @param folder holds a locked file for each block in use
     */
    static Ports take(Path folder) throws IOException {
        // Users who share a machine do not share the folder; they begin at different places.
        int start = Math.floorMod(folder.hashCode(), BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int block = (start + i) % BLOCKS;
            FileLocks.@Nullable Held lock = FileLocks.tryLock(folder.resolve(Integer.toString(block)));
            if (lock != null && isFree(block)) {
                return new Ports(block, lock);
            }
            if (lock != null) {
                lock.delete();
            }
        }
        throw CouncilException.environment("No " + COUNT + " ports in a row are free between " + FIRST + " and " + LAST
                + ". End what listens there.");
    }

    /**
     * Goes on with a block that was taken before this process. What works in the workspace knows its numbers, so they stay
     * the same whoever may have taken them meanwhile.
     */
    static Ports keep(Path folder, int block) throws IOException {
        return new Ports(block, FileLocks.tryLock(folder.resolve(Integer.toString(block))));
    }

    private static boolean isFree(int block) {
        for (int port = firstOf(block); port < firstOf(block) + COUNT; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            } catch (IOException used) {
                return false;
            }
        }
        return true;
    }

    private static int firstOf(int block) {
        return FIRST + block * COUNT;
    }

    int block() {
        return block;
    }

    int first() {
        return firstOf(block);
    }

    /** Gives the block up. Closing twice is harmless. */
    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.delete();
        }
    }
}
