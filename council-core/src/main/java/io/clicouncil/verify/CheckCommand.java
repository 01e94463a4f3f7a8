package io.clicouncil.verify;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.task.Check;
import io.clicouncil.verify.CleanRooms.Room;
import io.clicouncil.verify.report.FreshReports;
import io.clicouncil.verify.report.TestReport;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs a check once in a clean room, and reads what it has written about single tests. */
final class CheckCommand {
    private final CommandRunner commands;

    CheckCommand(CommandRunner commands) {
        this.commands = commands;
    }

    /**
     * Runs it.
     *
     * @param transcript the name of its transcript, without the ending
     */
    Mono<CheckRun> run(Check check, Room room, String transcript) {
        CommandSpec spec = new CommandSpec(
                check.command(),
                room.folder(),
                room.environment(),
                null,
                room.files().resolve(transcript + ".out"),
                room.files().resolve(transcript + ".err"),
                check.timeout() == null ? room.limits() : room.limits().timeout(check.timeout()),
                room.stop(),
                room.sandbox());
        String report = check.report();
        return report == null ? plain(spec) : reporting(spec, room.folder(), report);
    }

    private Mono<CheckRun> plain(CommandSpec spec) {
        return ended(spec).map(ended -> CheckRun.of(ended.result(), null));
    }

    private Mono<CheckRun> reporting(CommandSpec spec, Path folder, String pattern) {
        return Mono.fromCallable(() -> FreshReports.before(folder, pattern))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(reports -> ended(spec)
                        .publishOn(Schedulers.boundedElastic())
                        .map(ended -> CheckRun.of(ended.result(), read(reports, ended))));
    }

    /** A check that never ran has no report, and a bad pattern is no reason to say otherwise. */
    private static TestReport read(FreshReports reports, CommandEvent.Ended ended) {
        return ended.result().ran() ? reports.read() : TestReport.NONE;
    }

    private Mono<CommandEvent.Ended> ended(CommandSpec spec) {
        return commands.run(spec).ofType(CommandEvent.Ended.class).last();
    }
}
