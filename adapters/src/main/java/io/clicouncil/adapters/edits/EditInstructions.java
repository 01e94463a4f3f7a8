package io.clicouncil.adapters.edits;

/**
 * What a model is told about the form of its answer, so that {@link EditApplier} can apply it.
 *
 * @since 0.1
 */
public final class EditInstructions {
    /** The forms that models keep to best: search/replace blocks for files that are there, whole files for new ones. */
    public static final String TEXT = """
            You change files of a repository. Your answer is applied by a program, so keep to this form.

            To change a file that exists, write its path on a line of its own, then one or more blocks like this:

            src/example/Greeting.txt
            <<<<<<< SEARCH
            the lines to change, copied exactly from the file
            =======
            the lines that replace them
            >>>>>>> REPLACE

            The SEARCH part must occur exactly once in the file: copy enough lines around the change.

            To write a new file, or a whole file anew, put its path into the opening fence:

            ```text path=src/example/New.txt
            every line of the file
            ```

            To delete or rename a file, write a unified diff in git's format in a block that begins with ```diff.

            Paths are relative to the root of the repository, with / between names. Never leave lines out with "...".
            Blocks without a path are not applied. Do not ask questions; say in a few words what you did.
            """;

    private EditInstructions() {}
}
