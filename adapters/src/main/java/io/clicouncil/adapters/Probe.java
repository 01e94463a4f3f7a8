package io.clicouncil.adapters;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapters.process.Executables;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandLimits;
import io.clicouncil.process.CommandResult;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Looks for an executable and asks it for its version.
 *
 * @param executable its name or path
 * @param arguments what makes it print its version, or none for not asking
 * @param version what the version looks like in its output; its first group, or all of it
 * @param minimum the oldest version that is understood, or null where that is not known
 * @param advice what to do where it is not there or too old
 */
record Probe(
        String executable,
        List<String> arguments,
        Pattern version,
        @Nullable String minimum,
        String advice) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern ANY_VERSION = Pattern.compile("\\d+(\\.\\d+)+\\S*");

    /** A probe that looks whether it is there and asks for nothing. */
    static Probe ofExistence(String executable, String advice) {
        return new Probe(executable, List.of(), ANY_VERSION, null, advice);
    }

    /** A probe that asks for the version, whatever it looks like. */
    static Probe ofVersion(String executable, List<String> arguments, @Nullable Pattern version, String advice) {
        return new Probe(executable, arguments, version == null ? ANY_VERSION : version, null, advice);
    }

    /** The same, of a program that is too old below this version. */
    Probe atLeast(@Nullable String oldest) {
        return new Probe(executable, arguments, version, oldest, advice);
    }

    /**
     * Looks.
     *
     * @param signedIn whether it is signed in, or null where that is not known; asked only where it is there
     */
    Mono<Availability> run(AdapterContext context, Function<AdapterContext, @Nullable Boolean> signedIn) {
        return Mono.defer(() -> {
                    Executables.Found found = Executables.find(executable, context.folder(), context.environment());
                    Path path = found.path();
                    if (path == null) {
                        return Mono.just(Availability.missing(found.problem() + ": " + advice));
                    }
                    return version(context, path)
                            .map(version -> available(path, version, signedIn.apply(context)))
                            .defaultIfEmpty(available(path, null, signedIn.apply(context)));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<String> version(AdapterContext context, Path path) {
        if (arguments.isEmpty()) {
            return Mono.empty();
        }
        return Mono.usingWhen(
                        Mono.fromCallable(() -> Files.createTempDirectory("council-probe-")),
                        files -> ask(context, path, files),
                        files -> Mono.fromRunnable(() -> remove(files)))
                .onErrorResume(IOException.class, e -> Mono.empty());
    }

    private Mono<String> ask(AdapterContext context, Path path, Path files) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(arguments);
        Path stdout = files.resolve("stdout");
        CommandSpec spec = new CommandSpec(
                command,
                files,
                context.environment(),
                null,
                stdout,
                files.resolve("stderr"),
                CommandLimits.time(TIMEOUT),
                StopSignal.create());
        return context.commands()
                .run(spec)
                .ofType(CommandEvent.Ended.class)
                .next()
                .map(CommandEvent.Ended::result)
                .filter(CommandResult::succeeded)
                .publishOn(Schedulers.boundedElastic())
                .mapNotNull(result -> named(new Printed(0, stdout, files.resolve("stderr")).output()));
    }

    private @Nullable String named(String output) {
        Matcher matcher = version.matcher(output);
        if (!matcher.find()) {
            return null;
        }
        return matcher.groupCount() > 0 && matcher.group(1) != null && version != ANY_VERSION
                ? matcher.group(1)
                : matcher.group();
    }

    private Availability available(Path path, @Nullable String named, @Nullable Boolean signedIn) {
        String warning = named != null && minimum != null && Versions.older(named, minimum)
                ? "it is older than " + minimum + ", the oldest that is understood: " + advice
                : "";
        return new Availability(true, named, signedIn, path.toString(), warning);
    }

    private static void remove(Path files) {
        try (Stream<Path> paths = Files.walk(files)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A few empty files in the temporary folder are no reason to call an agent missing.
            return;
        }
    }
}
