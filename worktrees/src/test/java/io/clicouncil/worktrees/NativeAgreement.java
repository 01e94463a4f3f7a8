package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What native git says of the work of ours. */
final class NativeAgreement {
    private static final Pattern ENTRY = Pattern.compile("([^\\x00]+)\\x00"
            + "  ctime: (\\d+):(\\d+)\\n  mtime: (\\d+):(\\d+)\\n  dev: (\\d+)\\s+ino: (\\d+)\\n"
            + "  uid: (\\d+)\\s+gid: (\\d+)\\n  size: (\\d+)\\s+flags: (\\w+)\\n");

    private NativeAgreement() {}

    /** Every row of the index holds what {@code lstat} says, so git need not read a file to know it. */
    static void assertIndexDescribesFiles(GitSandbox sandbox, Path worktree) {
        Matcher rows = ENTRY.matcher(sandbox.gitIn(worktree, "ls-files", "-z", "--debug"));
        int count = 0;
        while (rows.find()) {
            count++;
            FileStat stat = stat(GitPath.of(rows.group(1).getBytes(ISO_8859_1)).in(worktree));
            if (stat.isFolder()) {
                continue;
            }
            assertThat(time(rows.group(2), rows.group(3)))
                    .as("ctime of %s", rows.group(1))
                    .isEqualTo(stat.changed());
            assertThat(time(rows.group(4), rows.group(5)))
                    .as("mtime of %s", rows.group(1))
                    .isEqualTo(stat.modified());
            assertThat(rows.group(6)).isEqualTo(Long.toString(stat.device()));
            assertThat(rows.group(7)).isEqualTo(Long.toString(stat.inode()));
            assertThat(rows.group(8) + ":" + rows.group(9)).isEqualTo(stat.uid() + ":" + stat.gid());
            assertThat(rows.group(10)).isEqualTo(Long.toString(stat.size()));
        }
        assertThat(count).isPositive();
    }

    /** No row is as young as the index, which would make git read its file again. */
    static void assertNoRowIsRacy(GitSandbox sandbox, Path worktree) {
        String index = sandbox.gitIn(worktree, "rev-parse", "--path-format=absolute", "--git-path", "index")
                .strip();
        long written = stat(Path.of(index)).modified().getEpochSecond();
        Matcher rows = ENTRY.matcher(sandbox.gitIn(worktree, "ls-files", "-z", "--debug"));
        while (rows.find()) {
            assertThat(Long.parseLong(rows.group(4))).as(rows.group(1)).isLessThan(written);
        }
    }

    private static Instant time(String seconds, String nanos) {
        return Instant.ofEpochSecond(Long.parseLong(seconds), Long.parseLong(nanos));
    }

    private static FileStat stat(Path file) {
        try {
            return FileStat.of(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
