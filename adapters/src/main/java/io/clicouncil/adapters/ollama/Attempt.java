package io.clicouncil.adapters.ollama;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.ExecutionResult;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.Channel;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** One question and what becomes of its answer. */
final class Attempt {
    private final TaskAssignment assignment;
    private final OllamaOptions options;
    private final CommandRunner commands;
    private final Answer answer = new Answer();
    private final Outcome outcome;
    private long received;
    private boolean saidThatItThinks;

    Attempt(TaskAssignment assignment, OllamaOptions options, CommandRunner commands) {
        this.assignment = assignment;
        this.options = options;
        this.commands = commands;
        this.outcome = new Outcome(assignment, answer);
    }

    /** Its events. Nothing of it runs any more when they end. */
    Flux<AgentEvent> events() {
        String model = assignment.model();
        if (model == null) {
            return finished(Failure.of(FailureKind.NOT_INSTALLED, "name a 'model' in council.yml"));
        }
        try {
            return asking(model, Endpoint.of(options.url(), assignment.environment()));
        } catch (CouncilException noAddress) {
            return finished(Failure.of(FailureKind.NOT_INSTALLED, String.valueOf(noAddress.getMessage())));
        }
    }

    private static Flux<AgentEvent> finished(Failure failure) {
        return Flux.just(new AgentEvent.Finished(ExecutionResult.failed(failure)));
    }

    private Flux<AgentEvent> asking(String model, Endpoint endpoint) {
        outcome.begin(model, endpoint, options.pricePerHour());
        return Flux.defer(() -> recorded().switchIfEmpty(Flux.defer(() -> ask(model, endpoint))))
                .subscribeOn(Schedulers.boundedElastic())
                // The answer is kept in memory in any case; who reads slowly must not look like a server that is
                // silent.
                .onBackpressureBuffer()
                .takeUntilOther(end().doOnNext(outcome::fail))
                .onErrorResume(outcome::explains, error -> {
                    outcome.fail(error);
                    return Flux.empty();
                })
                .concatWith(Flux.defer(() -> Flux.fromIterable(outcome.conclude()))
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    /** Our own reasons to end it. */
    private Mono<Failure> end() {
        Duration timeout = assignment.limits().timeout();
        Mono<Failure> stopped =
                assignment.stop().raised().map(raised -> Failure.of(FailureKind.CANCELLED, "it was stopped"));
        Mono<Failure> late = Mono.delay(timeout)
                .map(passed -> Failure.of(FailureKind.TIMED_OUT, "it took longer than " + Durations.format(timeout)));
        Duration paid = outcome.price().timeFor(assignment.maxCost());
        Mono<Failure> dear = paid == null
                ? Mono.never()
                : Mono.delay(paid)
                        .map(passed -> Failure.of(
                                FailureKind.BUDGET,
                                "it reached the most that it may cost, " + assignment.maxCost() + " USD"));
        return Mono.firstWithSignal(stopped, late, dear);
    }

    /** What a council before this one was answered already. */
    private Flux<AgentEvent> recorded() {
        if (!assignment.resumed()) {
            return Flux.empty();
        }
        return Mono.fromCallable(() -> Recording.whole(assignment.files()))
                .onErrorMap(IOException.class, error -> notRecorded())
                .flatMapIterable(lines -> lines)
                .concatMapIterable(this::read);
    }

    private Flux<AgentEvent> ask(String model, Endpoint endpoint) {
        OllamaClient client = new OllamaClient(endpoint, endpoint.key(assignment.environment()));
        return client.show(model)
                .doOnNext(outcome::answeredBy)
                .flatMapMany(info -> RepositoryFiles.of(assignment, commands).flatMapMany(files -> {
                    ContextWindow window = ContextWindow.of(info.contextTokens(), options.context());
                    Briefing briefing = Briefing.of(assignment.prompt(), files, window)
                            .orElseThrow(() -> new CutShort(Failure.of(
                                    FailureKind.REFUSED,
                                    "the task does not fit into the model's context of " + window.tokens()
                                            + " tokens; raise 'context', or take another model")));
                    JsonNode request = ChatRequest.of(model, briefing, window);
                    return Flux.fromIterable(announcement(briefing, request)).concatWith(answering(client, request));
                }));
    }

    private Flux<AgentEvent> answering(OllamaClient client, JsonNode request) {
        Duration idle = assignment.limits().idle();
        return Flux.usingWhen(
                Mono.fromCallable(() -> Recording.begin(assignment.files()))
                        .onErrorMap(IOException.class, error -> notRecorded()),
                recording -> {
                    outcome.asked();
                    return client.chat(request)
                            .publishOn(Schedulers.boundedElastic())
                            .map(line -> record(recording, line))
                            .takeUntil(events -> answer.done())
                            // Before the first token a model may be loading for minutes, or wait for its turn.
                            .timeout(
                                    Mono.never(),
                                    events -> idle == null || !answer.begun() ? Mono.never() : Mono.delay(idle))
                            .onErrorMap(TimeoutException.class, error -> stalled(idle))
                            .concatMapIterable(events -> events);
                },
                Attempt::close);
    }

    private static Mono<Void> close(Recording recording) {
        return Mono.fromCallable(() -> {
                    recording.close();
                    return recording;
                })
                .onErrorMap(IOException.class, error -> notRecorded())
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    private List<AgentEvent> record(Recording recording, String line) {
        try {
            recording.write(line);
        } catch (IOException e) {
            throw notRecorded();
        }
        return read(line);
    }

    private List<AgentEvent> read(String line) {
        outcome.heard();
        received += line.length() + 1;
        Long most = assignment.limits().outputBytes();
        if (most != null && received > most) {
            throw new CutShort(Failure.of(FailureKind.CRASHED, "its answer is longer than the limit of its output"));
        }
        List<AgentEvent> events = new ArrayList<>();
        for (String text : answer.read(line)) {
            events.add(new AgentEvent.Output(Channel.STDOUT, outcome.clean(text)));
        }
        if (answer.tooLong()) {
            throw new CutShort(Failure.of(FailureKind.BAD_OUTPUT, "its answer is longer than any sensible one"));
        }
        String error = answer.error();
        if (error != null) {
            throw new CutShort(outcome.verdict().midway(error));
        }
        if (answer.thought() && !saidThatItThinks) {
            saidThatItThinks = true;
            events.add(new AgentEvent.Activity("thinks"));
        }
        if (answer.done()) {
            events.add(outcome.spending());
        }
        return events;
    }

    private static List<AgentEvent> announcement(Briefing briefing, JsonNode request) {
        List<AgentEvent> events = new ArrayList<>();
        events.add(new AgentEvent.Activity(String.format(
                "Ask with %d files, about %d tokens in a context of %d",
                briefing.shown().size(),
                briefing.tokens(),
                request.path("options").path("num_ctx").asInt(0))));
        briefing.leftOut().forEach(path -> events.add(new AgentEvent.Activity("No room to show " + path)));
        return events;
    }

    private static CutShort notRecorded() {
        return new CutShort(Failure.of(FailureKind.CRASHED, "its answer could not be written to the run's folder"));
    }

    private static CutShort stalled(@Nullable Duration idle) {
        String time = idle == null ? "too long" : Durations.format(idle);
        return new CutShort(Failure.of(FailureKind.STALLED, "it said nothing for " + time));
    }
}
