package io.clicouncil.worktrees;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a tree into any number of working trees at once. Each blob is inflated once and written to all of
 * them. In a worktree of ours every file gets a time some seconds ago: git compares whole seconds, and would read each file again that is as
 * young as the index.
 */
final class Materializer {
    private static final long AGE_SECONDS = 3;
    /** Larger blobs pass through in pieces. */
    private static final int STREAMED = 1 << 20;

    private static final Set<StandardOpenOption> FRESH =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?>[] PLAIN = {};
    private static final FileAttribute<?>[] EXECUTABLE = {
        // What the user's umask takes away is taken away here, too.
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx"))
    };

    private final Repository repository;
    private final TreeContent content;
    private final @Nullable FileTime time;

    private Materializer(Repository repository, TreeContent content, @Nullable FileTime time) {
        this.repository = repository;
        this.content = content;
        this.time = time;
    }

    /** A writer of files for a worktree of our own. */
    static Materializer ofWorktrees(Repository repository, TreeContent content) {
        Instant past = Instant.now().minusSeconds(AGE_SECONDS).truncatedTo(ChronoUnit.SECONDS);
        return new Materializer(repository, content, FileTime.from(past));
    }

    /** A writer of files for the user's working tree; they are as young as they are, for the sake of build tools. */
    static Materializer ofFreshFiles(Repository repository, TreeContent content) {
        return new Materializer(repository, content, null);
    }

    /** Writes the whole tree into empty folders. */
    void writeAll(List<Checkout> targets) throws IOException {
        Fanout.forEach(targets.size(), 1, () -> index -> {
            for (TreeListing.Folder folder : content.tree().folders()) {
                if (folder.path().length() > 0) {
                    Files.createDirectory(folder.path().in(targets.get(index).root()));
                }
            }
        });
        List<Integer> positions = new ArrayList<>(content.tree().size());
        for (int i = 0; i < content.tree().size(); i++) {
            positions.add(i);
        }
        write(positions, targets);
    }

    /** Writes some entries of the tree where nothing is in their way; the folders that hold them are there. */
    void write(List<Integer> positions, List<Checkout> targets) throws IOException {
        Fanout.forEach(positions.size(), 32, () -> {
            ObjectReader reader = repository.newObjectReader();
            return new Fanout.Worker() {
                @Override
                public void handle(int index) throws IOException {
                    writeEntry(reader, positions.get(index), targets);
                }

                @Override
                public void close() {
                    reader.close();
                }
            };
        });
        List<GitPath> left = positions.stream()
                .map(position -> content.tree().entry(position).path())
                .filter(content.notForUs()::contains)
                .toList();
        if (!left.isEmpty()) {
            for (Checkout target : targets) {
                content.conversions().checkOut(left, target.root());
                for (GitPath path : left) {
                    int position = Objects.requireNonNull(content.tree().position(path));
                    finish(content.tree().entry(position), position, target);
                }
            }
        }
    }

    private void writeEntry(ObjectReader reader, int position, List<Checkout> targets) throws IOException {
        TreeListing.Entry entry = content.tree().entry(position);
        if (content.notForUs().contains(entry.path())) {
            return;
        }
        if (entry.isSubmodule()) {
            for (Checkout target : targets) {
                Files.createDirectory(entry.path().in(target.root()));
            }
            return;
        }
        ObjectLoader blob = reader.open(entry.id(), Constants.OBJ_BLOB);
        if (entry.isLink()) {
            Path link = Objects.requireNonNull(GitPath.linkTarget(blob.getBytes()));
            for (Checkout target : targets) {
                Files.createSymbolicLink(entry.path().in(target.root()), link);
            }
        } else if (blob.getSize() <= STREAMED) {
            byte[] bytes = blob.getCachedBytes();
            for (Checkout target : targets) {
                try (SeekableByteChannel file = create(entry, target)) {
                    writeFully(file, ByteBuffer.wrap(bytes));
                }
            }
        } else {
            stream(blob, entry, targets);
        }
        for (Checkout target : targets) {
            finish(entry, position, target);
        }
    }

    private static SeekableByteChannel create(TreeListing.Entry entry, Checkout target) throws IOException {
        return Files.newByteChannel(entry.path().in(target.root()), FRESH, entry.isExecutable() ? EXECUTABLE : PLAIN);
    }

    private static void stream(ObjectLoader blob, TreeListing.Entry entry, List<Checkout> targets) throws IOException {
        List<SeekableByteChannel> files = new ArrayList<>();
        try (InputStream in = blob.openStream()) {
            for (Checkout target : targets) {
                files.add(create(entry, target));
            }
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (SeekableByteChannel file : files) {
                    writeFully(file, ByteBuffer.wrap(buffer, 0, n));
                }
            }
        } finally {
            for (SeekableByteChannel file : files) {
                file.close();
            }
        }
    }

    private static void writeFully(SeekableByteChannel file, ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            file.write(content);
        }
    }

    private void finish(TreeListing.Entry entry, int position, Checkout target) throws IOException {
        Path file = entry.path().in(target.root());
        if (time != null && entry.isLink()) {
            Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(time, null, null);
        } else if (time != null && !file.toFile().setLastModified(time.toMillis())) {
            Files.setLastModifiedTime(file, time);
        }
        target.written(position, FileStat.of(file));
    }
}
