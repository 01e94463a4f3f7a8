package io.clicouncil.engine;

import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.SandboxSupport;
import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** No command is run here: the verifier is a function. */
final class NoCommands implements CommandRunner {
    @Override
    public Flux<CommandEvent> run(CommandSpec spec) {
        return Flux.error(new AssertionError("no command is run here"));
    }

    @Override
    public Flux<CommandEvent> resume(CommandSpec spec) {
        return run(spec);
    }

    @Override
    public Mono<Integer> reap(Path folder) {
        return Mono.just(0);
    }

    @Override
    public Mono<Void> drain() {
        return Mono.empty();
    }

    @Override
    public String killLevel() {
        return "none";
    }

    @Override
    public SandboxSupport sandboxes() {
        return new SandboxSupport(SandboxSupport.NONE, "");
    }
}
