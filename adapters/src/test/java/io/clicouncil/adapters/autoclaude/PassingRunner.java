package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapters.process.ZtCommandRunner;
import io.clicouncil.process.CommandEvent;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.process.CommandSpec;
import io.clicouncil.process.SandboxSupport;
import java.nio.file.Path;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Passes everything on to a real runner. Tests override what they want otherwise. */
class PassingRunner implements CommandRunner {
    private final CommandRunner real = new ZtCommandRunner(Duration.ofSeconds(1));

    /** Whether this command is the first of the two steps. */
    static boolean writesSpecification(CommandSpec spec) {
        return spec.stdout().endsWith("spec.out");
    }

    @Override
    public Flux<CommandEvent> run(CommandSpec spec) {
        return real.run(spec);
    }

    @Override
    public Flux<CommandEvent> resume(CommandSpec spec) {
        return real.resume(spec);
    }

    @Override
    public Mono<Integer> reap(Path files) {
        return real.reap(files);
    }

    @Override
    public Mono<Void> drain() {
        return real.drain();
    }

    @Override
    public String killLevel() {
        return real.killLevel();
    }

    @Override
    public SandboxSupport sandboxes() {
        return new SandboxSupport(SandboxSupport.NONE, "");
    }
}
