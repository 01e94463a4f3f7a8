package io.clicouncil.worktrees;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.ObjectWritingException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Makes and deletes branches, and writes objects, beside a user whose git tidies up at the same time: {@code gc} and
 * {@code pack-refs} hold locks for a moment and remove empty folders under our hands. Trying again is all it takes.
 */
final class Branches {
    static final String HEADS = "refs/heads/";
    private static final int ATTEMPTS = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Branches() {}

    /** Work that writes objects and may be done again. */
    interface Writing<T> {
        T write() throws IOException;
    }

    /** Does it, again where the folder of an object was removed between its making and its use. */
    static <T> T persistently(Writing<T> work) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.write();
            } catch (ObjectWritingException lostRace) {
                if (attempt == ATTEMPTS) {
                    throw lostRace;
                }
                LockSupport.parkNanos(PAUSE_NANOS * attempt);
            }
        }
    }

    /** The names of all branches that are there now, in full. */
    static Set<String> all(Repository repository) throws IOException {
        Set<String> names = new HashSet<>();
        for (Ref branch : repository.getRefDatabase().getRefsByPrefix(HEADS)) {
            names.add(branch.getName());
        }
        return names;
    }

    /** A branch, or what is kept like one, as people say it. */
    static String shortName(Ref branch) {
        return branch.getName().replaceFirst("^refs/(heads/)?", "");
    }

    /**
     * The branches that working trees are on, in full; one that goes would leave its working tree without a commit.
     *
     * @param except the administrative folder of a working tree that does not count, or null
     */
    static Set<String> checkedOut(RunContext run, @Nullable Path except) throws IOException {
        List<Path> folders = new ArrayList<>(Registration.all(run.registry()));
        folders.remove(except);
        folders.add(run.layout().commonDirectory());
        folders.add(run.layout().gitDirectory());
        Set<String> names = new HashSet<>();
        for (Path folder : folders) {
            @Nullable String branch = Registration.branchOf(folder);
            if (branch != null) {
                names.add(branch);
            }
        }
        return names;
    }

    /** Makes a branch where {@code from} is zero, or moves it from there. No head moves, and no log is written. */
    static RefUpdate.Result replace(Repository repository, String name, ObjectId from, ObjectId to) throws IOException {
        return update(() -> repository.updateRef(name, true), repository, name, from, to, RefUpdate::disableRefLog);
    }

    /** Moves a branch that is at {@code from}, and logs it. */
    static RefUpdate.Result move(
            Repository repository, String name, ObjectId from, ObjectId to, PersonIdent who, String why)
            throws IOException {
        return update(() -> repository.updateRef(name), repository, name, from, to, update -> {
            update.setRefLogIdent(who);
            update.setRefLogMessage(why, false);
        });
    }

    private static RefUpdate.Result update(
            Writing<RefUpdate> updates,
            Repository repository,
            String name,
            ObjectId from,
            ObjectId to,
            Consumer<RefUpdate> log)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            RefUpdate update = updates.write();
            update.setExpectedOldObjectId(from);
            update.setNewObjectId(to);
            update.setForceUpdate(true);
            log.accept(update);
            RefUpdate.Result result = attempt(update);
            if (result != RefUpdate.Result.LOCK_FAILURE || attempt == ATTEMPTS || hasMoved(repository, name, from)) {
                return result;
            }
            LockSupport.parkNanos(PAUSE_NANOS * attempt);
        }
    }

    /**
     * JGit opens a log, makes its folder where that fails, and gives up where somebody else has just made it. The branch
     * has not moved then.
     */
    private static RefUpdate.Result attempt(RefUpdate update) throws IOException {
        try {
            return update.update();
        } catch (FileNotFoundException lostRace) {
            return RefUpdate.Result.LOCK_FAILURE;
        }
    }

    /** Deletes a branch, if it is still where it is seen now; of one that stands for another only itself. */
    static void delete(Repository repository, Ref branch) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            RefUpdate update = repository.updateRef(branch.getName(), true);
            update.setExpectedOldObjectId(branch.getObjectId());
            update.setForceUpdate(true);
            if (update.delete() != RefUpdate.Result.LOCK_FAILURE
                    || hasMoved(repository, branch.getName(), branch.getObjectId())) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS * attempt);
        }
    }

    private static boolean hasMoved(Repository repository, String name, ObjectId from) throws IOException {
        Ref now = repository.getRefDatabase().exactRef(name);
        ObjectId id = now == null || now.getObjectId() == null ? ObjectId.zeroId() : now.getObjectId();
        return !id.equals(from);
    }
}
