package io.clicouncil.verify.report;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The report files that one run of a check has written: it remembers what was there before, so that neither a report that
 * is part of a commit nor one of an earlier run counts. Reads files and blocks.
 *
 * @since 0.1
 */
public final class FreshReports {
    private static final long LARGEST_FILE = 64L << 20;
    private static final int MOST_FILES = 20_000;

    private final Path folder;
    private final ReportGlob glob;
    private final Map<Path, Stamp> before;

    private FreshReports(Path folder, ReportGlob glob) throws IOException {
        this.folder = folder;
        this.glob = glob;
        this.before = files();
    }

    /**
     * Looks at what is there before a check runs.
     *
     * @param folder the absolute folder in which the check starts
     * @param pattern which files are reports, relative to the folder
     * @throws IOException where the folder cannot be read
     */
    public static FreshReports before(Path folder, String pattern) throws IOException {
        return new FreshReports(folder, new ReportGlob(pattern));
    }

    /** Whether this is a pattern of files inside a folder. */
    public static boolean isPattern(String pattern) {
        try {
            boolean steps = Stream.of(pattern.split("/", -1)).noneMatch(step -> step.isEmpty() || step.equals(".."));
            return steps && !new ReportGlob(pattern).pattern().isBlank();
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    /** Reads what is new or was written anew since then. What cannot be read is a problem of the report. */
    public TestReport read() {
        TestTally tally = new TestTally();
        try {
            SortedMap<Path, Stamp> now = files();
            if (now.size() > MOST_FILES) {
                tally.problem("there are more than " + MOST_FILES + " files like " + glob.pattern());
                return tally.report();
            }
            now.forEach((file, stamp) -> {
                if (!stamp.equals(before.get(file))) {
                    read(file, stamp, tally);
                }
            });
        } catch (IOException error) {
            tally.problem("the folder of " + glob.pattern() + " cannot be read ("
                    + error.getClass().getSimpleName() + ")");
        }
        return tally.report();
    }

    private void read(Path file, Stamp stamp, TestTally tally) {
        String shown = folder.relativize(file).toString();
        if (stamp.size() > LARGEST_FILE) {
            tally.problem(shown + " is larger than " + (LARGEST_FILE >> 20) + " MiB");
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            JunitXml.read(in, tally);
        } catch (XMLStreamException broken) {
            int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
            tally.problem(shown + " is no whole JUnit XML" + (line > 0 ? ", see its line " + line : ""));
        } catch (IOException error) {
            tally.problem(shown + " cannot be read (" + error.getClass().getSimpleName() + ")");
        }
    }

    private SortedMap<Path, Stamp> files() throws IOException {
        SortedMap<Path, Stamp> files = new TreeMap<>();
        Path start = folder.resolve(glob.start()).normalize();
        if (!Files.isDirectory(start) || !start.toRealPath().startsWith(folder.toRealPath())) {
            return files;
        }
        Files.walkFileTree(start, Set.of(), glob.depth(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && glob.matches(folder.relativize(file))) {
                    files.put(file, Stamp.of(attributes));
                }
                return files.size() > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) {
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** What changes when a file is written. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {
        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }
}
