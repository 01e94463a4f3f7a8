package io.clicouncil.history;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.CouncilException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the database's errors mean, and what to do about each. */
final class Fault {
    /** The lower byte of an extended code names its kind. */
    private static final int KIND = 0xff;

    private Fault() {}

    /** An error as the driver would give it, for what only we can notice. */
    static SQLException of(SQLiteErrorCode code, String message) {
        return new SQLException(message, null, code.code);
    }

    /** Whether room on the disk may mend it. A quota shows as a failed write, not as a full disk. */
    static boolean isLackOfRoom(SQLException error) {
        return is(error, SQLiteErrorCode.SQLITE_FULL)
                || isExactly(error, SQLiteErrorCode.SQLITE_IOERR_WRITE)
                || isExactly(error, SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
    }

    static boolean isBusy(SQLException error) {
        return is(error, SQLiteErrorCode.SQLITE_BUSY);
    }

    /** Whether the file could not even be opened, as is the case where its helpers cannot be made beside it. */
    static boolean isNoAccess(SQLException error) {
        return is(error, SQLiteErrorCode.SQLITE_CANTOPEN) || is(error, SQLiteErrorCode.SQLITE_READONLY);
    }

    /**
     * The same for people.
     *
     * @param reason who is to mend it: the user before a run starts, nobody in the middle of one
     */
    static CouncilException translated(SQLException error, Path file, Reason reason) {
        return new CouncilException(reason, words(error, file), error);
    }

    private static String words(SQLException error, Path file) {
        if (isLackOfRoom(error)) {
            return "there is no space left for the journal " + file
                    + ": free some on its disk, then go on with what was cut off";
        } else if (isNoAccess(error) || is(error, SQLiteErrorCode.SQLITE_PERM)) {
            return "the journal " + file + " cannot be opened or written: it and its folder must be yours to write";
        } else if (is(error, SQLiteErrorCode.SQLITE_CORRUPT) || is(error, SQLiteErrorCode.SQLITE_NOTADB)) {
            return "the journal " + file + " is damaged (" + error.getMessage() + "). It is left as it is: move it and"
                    + " the files whose names begin with its name away to begin a new one. What agents printed is still"
                    + " below " + file.resolveSibling("runs") + ", and what they changed on their branches";
        } else if (isBusy(error)) {
            return "the journal " + file + " is held by another process for too long: wait for it or end it, then try"
                    + " again";
        } else if (is(error, SQLiteErrorCode.SQLITE_CONSTRAINT)) {
            return "the journal " + file + " holds this already, or does not know the run (" + error.getMessage()
                    + "): let only one council work on a run";
        } else if (is(error, SQLiteErrorCode.SQLITE_MISMATCH)) {
            return "the journal " + file + " holds what this version cannot read (" + error.getMessage()
                    + "): use the version of the council that wrote it";
        } else if (is(error, SQLiteErrorCode.SQLITE_IOERR)) {
            return "the disk failed under the journal " + file + " (" + error.getMessage()
                    + "): check it, then go on with what was cut off";
        }
        return "the journal " + file + " failed (" + error.getMessage() + "): please report it";
    }

    /** The exact code is told by the driver's own exception only. */
    private static boolean isExactly(SQLException error, SQLiteErrorCode code) {
        return error instanceof SQLiteException ours && ours.getResultCode() == code;
    }

    private static boolean is(SQLException error, SQLiteErrorCode kind) {
        return (error.getErrorCode() & KIND) == kind.code;
    }
}
