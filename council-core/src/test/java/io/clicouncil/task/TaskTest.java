package io.clicouncil.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapter.AgentEvent;
import io.clicouncil.adapter.Availability;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.adapter.TaskAssignment;
import io.clicouncil.cost.Estimate;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.policy.ScopeRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class TaskTest {
    private static final CLIAdapter SILENT = new Silent();

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(strings = {"claude", "c1", "gpt-5_x", "a.b.c", "0", "x.lock.y"})
        void areLegal(String name) {
            assertThatCode(() -> Agent.of(name, SILENT)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Claude",
                    "-x",
                    "a b",
                    "a/b",
                    "a..b",
                    "a.",
                    ".a",
                    "x.lock",
                    "ä",
                    "a\n",
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                })
        void areRefused(String name) {
            assertThatThrownBy(() -> Agent.of(name, SILENT))
                    .isInstanceOf(CouncilException.class)
                    .hasMessageContaining("is no name for an agent");
        }
    }

    @Nested
    class Tasks {
        @Test
        void needAPromptAnAgentAndACheck() {
            refused(CouncilTask.of(" \n", Path.of(".")), "the task is empty");
            refused(CouncilTask.of("a\0b", Path.of(".")), "NUL");
            refused(CouncilTask.of("x", Path.of(".")).checks(Check.shell("true")), "names no agent");
            refused(CouncilTask.of("x", Path.of(".")).agents(Agent.of("a", SILENT)), "no check");
        }

        @Test
        void keepNamesUnique() {
            refused(
                    CouncilTask.of("x", Path.of("."))
                            .agents(Agent.of("a", SILENT), Agent.of("a", SILENT))
                            .unverified(),
                    "two agents are called 'a'");
        }

        private void refused(CouncilTask.Builder task, String why) {
            assertThatThrownBy(task::build).isInstanceOf(CouncilException.class).hasMessageContaining(why);
        }
    }

    @Nested
    class Prompts {
        @Test
        void areTheTaskFollowedByAFrame() {
            String task = "Mend `x`: \"quoted\" $(rm -rf /) 🚀\nsecond line";

            String prompt = Prompt.of(task(task, true));

            assertThat(prompt)
                    .startsWith(task + "\n\n---\n")
                    .contains(
                            "need not commit",
                            "- mvn -q test\n",
                            "- npm run lint\n",
                            "- src/test/**\n",
                            "A result that touches these paths is refused:\n- deploy/**\n");
        }

        @Test
        void areTheTaskAloneWithoutTheFrame() {
            assertThat(Prompt.of(task("just this", false))).isEqualTo("just this");
        }

        @Test
        void giveTheTaskBackWithoutTheFrame() {
            String ruled = "above\n\n---\nbelow";

            assertThat(Prompt.task(Prompt.of(task(ruled, true)))).isEqualTo(ruled);
            assertThat(Prompt.task(Prompt.of(task(ruled, false)))).isEqualTo(ruled);
        }

        private CouncilTask task(String prompt, boolean framed) {
            return CouncilTask.of(prompt, Path.of("."))
                    .agents(Agent.of("a", SILENT))
                    .checks(Check.shell("mvn -q test"), new Check("lint", List.of("npm", "run", "lint"), null, true))
                    .protect(List.of("src/test/**"))
                    .scope(ScopeRules.NONE.forbidding(List.of("deploy/**")))
                    .framed(framed)
                    .build();
        }
    }

    private static final class Silent implements CLIAdapter {
        @Override
        public String id() {
            return "silent";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Set.of(), false, false);
        }

        @Override
        public Mono<Availability> probe() {
            return Mono.just(Availability.ready());
        }

        @Override
        public Mono<Estimate> estimate(String prompt, @Nullable String model) {
            return Mono.just(Estimate.UNKNOWN);
        }

        @Override
        public Flux<AgentEvent> execute(TaskAssignment assignment) {
            return Flux.empty();
        }
    }
}
