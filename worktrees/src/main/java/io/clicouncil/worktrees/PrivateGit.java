package io.clicouncil.worktrees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clicouncil.process.Mount;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.URIish;

/**
 * A git directory of an agent's own, which it sees in place of the repository's: with all branches and tags but those of
 * councils, without hooks, programs and passwords, and with the repository's objects to read only. Whatever it does with
 * git stays there. Its files are what counts, so nothing is ever read back.
 */
final class PrivateGit {
    /** Where an agent sees the repository's objects; nothing else is there. */
    private static final Path OBJECTS = Path.of("/run/council/objects");

    private static final Set<String> CORE = Set.of(
            "repositoryformatversion",
            "filemode",
            "ignorecase",
            "symlinks",
            "precomposeunicode",
            "autocrlf",
            "eol",
            "bare",
            "sparsecheckout",
            "sparsecheckoutcone");

    /** What some servers take a key in. */
    private static final Pattern QUERY = Pattern.compile("[?#].*$");

    private final RunContext run;
    private final Path folder;

    /** A private git directory in this folder. */
    PrivateGit(RunContext run, Path folder) {
        this.run = run;
        this.folder = folder;
    }

    /** Makes it for a worktree. */
    void make(Registration worktree) throws IOException {
        for (String part : List.of("hooks", "info", "objects/info", "objects/pack", "refs/heads", "refs/tags")) {
            Files.createDirectories(folder.resolve(part));
        }
        Path common = run.layout().commonDirectory();
        Files.writeString(folder.resolve("objects/info/alternates"), stores(common.resolve("objects")), UTF_8);
        Files.writeString(folder.resolve("config"), config().toText(), UTF_8);
        Files.writeString(folder.resolve("packed-refs"), refs(), UTF_8);
        Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/council\n", UTF_8);
        copy(common.resolve("info/exclude"), folder.resolve("info/exclude"));
        copy(common.resolve("shallow"), folder.resolve("shallow"));
        Path entry = Files.createDirectories(
                folder.resolve("worktrees").resolve(worktree.folder().getFileName()));
        Files.createDirectories(entry.resolve("info"));
        for (String part : List.of("index", "HEAD", "commondir", "gitdir", "info/sparse-checkout")) {
            copy(worktree.folder().resolve(part), entry.resolve(part));
        }
        Path own = worktree.folder().resolve("config.worktree");
        if (Files.exists(own)) {
            Files.writeString(entry.resolve("config.worktree"), plain(own).toText(), UTF_8);
        }
    }

    /** What an agent in that worktree sees. */
    List<Mount> mounts(Registration registration) throws IOException {
        Path common = run.layout().commonDirectory();
        Path worktree = registration.worktree();
        List<Mount> mounts = new ArrayList<>();
        mounts.add(new Mount(Mount.Kind.WRITE, folder, common));
        mounts.add(new Mount(Mount.Kind.READ, common.resolve("objects"), OBJECTS));
        alternates(common.resolve("objects")).forEach(other -> mounts.add(Mount.read(other)));
        mounts.add(Mount.read(common.resolve("modules")));
        mounts.add(Mount.write(worktree));
        mounts.add(Mount.read(worktree.resolve(".git")));
        return mounts;
    }

    /** Only what says how files are written and whose repository it is: nothing that names a program or another file. */
    private Config config() {
        Config all = run.repository().getConfig();
        Config own = new Config();
        copyCore(all, own);
        for (String name : all.getNames("extensions")) {
            own.setString("extensions", null, name, all.getString("extensions", null, name));
        }
        for (String remote : all.getSubsections("remote")) {
            String url = all.getString("remote", remote, "url");
            if (url != null) {
                own.setString("remote", remote, "url", withoutPassword(url));
                own.setStringList("remote", remote, "fetch", List.of(all.getStringList("remote", remote, "fetch")));
            }
        }
        own.setString("user", null, "name", run.settings().identity().getName());
        own.setString("user", null, "email", run.settings().identity().getEmailAddress());
        own.setString("gc", null, "auto", "0");
        own.setBoolean("maintenance", null, "auto", false);
        return own;
    }

    /** The same of a worktree's own configuration, into which git copies the user's. */
    private static Config plain(Path file) throws IOException {
        Config all = new Config();
        try {
            all.fromText(Files.readString(file, UTF_8));
        } catch (ConfigInvalidException broken) {
            throw new IOException(file + " is no configuration of git's", broken);
        }
        Config own = new Config();
        copyCore(all, own);
        return own;
    }

    private static void copyCore(Config all, Config own) {
        for (String name : all.getNames("core")) {
            if (CORE.contains(name.toLowerCase(Locale.ROOT))) {
                own.setString("core", null, name, all.getString("core", null, name));
            }
        }
    }

    private static String withoutPassword(String url) {
        try {
            String place = url.contains("://") ? QUERY.matcher(url).replaceFirst("") : url;
            return new URIish(place).setUser(null).setPass(null).toPrivateString();
        } catch (URISyntaxException strange) {
            return "unknown";
        }
    }

    private String refs() throws IOException {
        StringBuilder packed = new StringBuilder("# pack-refs with: sorted \n");
        for (Ref ref : run.repository().getRefDatabase().getRefsByPrefix("refs/")) {
            ObjectId id = ref.getObjectId();
            boolean seen = ref.getName().startsWith("refs/heads/")
                    || ref.getName().startsWith("refs/tags/")
                    || ref.getName().startsWith("refs/remotes/");
            if (id != null && seen && !ref.isSymbolic() && !ref.getName().startsWith("refs/heads/council/")) {
                packed.append(id.name()).append(' ').append(ref.getName()).append('\n');
            }
        }
        return packed.toString();
    }

    /** All of them by their absolute paths: git takes relative ones only from the store that it begins with. */
    private static String stores(Path objects) throws IOException {
        StringBuilder stores = new StringBuilder(OBJECTS + "\n");
        alternates(objects).forEach(other -> stores.append(other).append('\n'));
        return stores.toString();
    }

    /** Other stores of objects that the repository's own names; those may name more. */
    private static List<Path> alternates(Path objects) throws IOException {
        List<Path> all = new ArrayList<>();
        collect(objects, all);
        return all;
    }

    private static void collect(Path objects, List<Path> all) throws IOException {
        Path file = objects.resolve("info/alternates");
        if (!Files.isRegularFile(file)) {
            return;
        }
        for (String line : Files.readAllLines(file, UTF_8)) {
            Path other = line.isBlank() || line.startsWith("#")
                    ? objects
                    : objects.resolve(line.strip()).normalize();
            if (!other.equals(objects) && !all.contains(other) && Files.isDirectory(other)) {
                all.add(other);
                collect(other, all);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException none) {
            // It need not be there.
            return;
        }
    }
}
