package io.clicouncil.cli;

import io.clicouncil.failure.CouncilException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The main job on a sample of our own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the main job on a small sample.",
            "Makes a repository with a failing check, lets three local agents mend it that need no key and"
                    + " no network, picks the cheapest that passes, and applies it."
        },
        footer = {"", "Examples:", "  council demo", "  council demo --keep sample"})
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private CouncilCommand council;

    @Option(names = "--keep", paramLabel = "DIR", description = "Make the sample repository here and leave it.")
    private @Nullable Path keep;

    @Option(names = "--format", paramLabel = "FORMAT", description = Format.HELP)
    private @Nullable Format format;

    @Override
    public Integer call() throws IOException {
        Format form = Format.of(format, council.terminal().environment());
        Path scratch = Files.createTempDirectory("council-demo-");
        try {
            Path repository = keep == null
                    ? scratch.resolve("slugs")
                    : free(council.terminal().directory().resolve(keep));
            Engine engine = new Engine();
            SampleRepository.make(
                    repository, scratch, engine.commands(), council.terminal().environment());
            Invocation invocation = Invocation.ofSample(council.terminal(), engine, repository, scratch);
            int exitCode = new RunSession(council, form).carryOut(invocation, invocation.task(SampleRepository.task()));
            if (keep != null) {
                council.terminal().err().println("The sample repository is left in " + repository);
            }
            return exitCode;
        } finally {
            Trees.delete(scratch);
        }
    }

    private static Path free(Path asked) throws IOException {
        if (Files.exists(asked) && (!Files.isDirectory(asked) || !Trees.isEmpty(asked))) {
            throw CouncilException.usage(asked + " is there already: name a folder that is new or empty");
        }
        return asked;
    }
}
