package io.clicouncil.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.process.CommandRunner;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Limits;
import io.clicouncil.task.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

class AgentResolverTest {
    private static final String TWO_AGENTS = """
            agents:
              first: { adapter: claude-code, model: sonnet, maxCost: 2, limits: { timeout: 1m } }
              gemini: { speed: 3, env: { pass: [REGION, ABSENT], set: { LEVEL: 2, REGION_2: x } } }
            """;

    @TempDir
    Path folder;

    private final Fakes.Factory claude = new Fakes.Factory("claude-code");
    private final Fakes.Factory gemini = new Fakes.Factory("gemini");
    private final CommandRunner commands = Mockito.mock(CommandRunner.class);
    private final AdapterCatalog catalog = AdapterCatalog.of(List.of(claude, gemini));
    private Setting setting;

    @BeforeEach
    void makeASetting() {
        setting = new Setting(folder).variable("REGION", "north").variable("SECRET", "hunter2");
    }

    private List<Agent> resolve() {
        return new AgentResolver(catalog, setting.environment, commands).resolve(setting.load());
    }

    @Nested
    class WithoutSelection {
        @Test
        void allConfiguredAgentsAreMadeInOrder() {
            setting.project(TWO_AGENTS);
            List<Agent> agents = resolve();

            assertThat(agents).extracting(Agent::name).containsExactly("first", "gemini");
            assertThat(agents.get(0).adapter().id()).isEqualTo("claude-code");
            assertThat(agents.get(0).model()).isEqualTo("sonnet");
            assertThat(agents.get(0).maxCost()).isEqualByComparingTo("2");
            assertThat(agents.get(0).limits())
                    .isEqualTo(Limits.DEFAULT.attempt().timeout(Duration.ofMinutes(1)));
            assertThat(agents.get(0).retry()).isEqualTo(RetryPolicy.DEFAULT);
            assertThat(agents.get(1).limits()).isNull();
        }

        @Test
        void theirAdaptersKnowTheModelAndThePrices() {
            setting.project(TWO_AGENTS + "prices: { sonnet: { input: 3, output: 15 } }");
            resolve();

            AdapterContext asked = claude.asked.get(0);
            assertThat(asked.model()).isEqualTo("sonnet");
            assertThat(asked.prices().find("sonnet").orElseThrow().input()).isEqualByComparingTo("3");
            assertThat(asked.prices().find("gpt-5.5")).isPresent();
            assertThat(gemini.asked.get(0).model()).isNull();
        }

        @Test
        void theyGetTheVariablesThatTheyAreGiven() {
            setting.project(TWO_AGENTS);
            assertThat(resolve().get(1).environment())
                    .containsOnly(Map.entry("REGION", "north"), Map.entry("LEVEL", "2"), Map.entry("REGION_2", "x"));
        }

        @Test
        void theirAdaptersGetWhatIsLeft() {
            setting.project(TWO_AGENTS);
            resolve();
            AdapterContext context = gemini.asked.get(0);
            assertThat(context.agent()).isEqualTo("gemini");
            assertThat(context.options()).hasToString("{\"speed\":3}");
            assertThat(context.folder()).isEqualTo(setting.root);
            assertThat(context.environment()).containsEntry("SECRET", "hunter2");
            assertThat(context.commands()).isSameAs(commands);
        }

        @Test
        void thereMayBeNone() {
            assertThat(resolve()).isEmpty();
        }
    }

    @Nested
    class Selected {
        @Test
        void agentsComeInTheOrderOfTheSelection() {
            setting.project(TWO_AGENTS).option(ConfigOption.AGENT, "gemini, first");
            assertThat(resolve()).extracting(Agent::name).containsExactly("gemini", "first");
            assertThat(claude.asked).hasSize(1);
        }

        @Test
        void agentsMayBeNamedByAVariable() {
            setting.project(TWO_AGENTS).variable("COUNCIL_OPT_AGENT", "first");
            assertThat(resolve()).extracting(Agent::name).containsExactly("first");
            assertThat(gemini.asked).as("no other is made").isEmpty();
        }

        @Test
        void anAdapterStandsForAnAgentOfItsName() {
            setting.option(ConfigOption.AGENT, "claude-code", "gemini");
            assertThat(resolve()).extracting(Agent::name).containsExactly("claude-code", "gemini");
            assertThat(claude.asked.get(0).options()).isEmpty();
            assertThat(claude.asked.get(0).folder()).isEqualTo(setting.root);
        }

        @Test
        void aConfiguredAgentComesBeforeAnAdapterOfItsName() {
            setting.project(TWO_AGENTS).option(ConfigOption.AGENT, "gemini");
            resolve();
            assertThat(gemini.asked.get(0).options()).isNotEmpty();
        }

        @Test
        void anUnknownNameIsToldWithTheNearestAndAllThatAreKnown() {
            setting.project(TWO_AGENTS).option(ConfigOption.AGENT, "gemni");
            assertThatThrownBy(AgentResolverTest.this::resolve)
                    .isInstanceOf(CouncilException.class)
                    .hasMessage("unknown agent 'gemni' - did you mean 'gemini'? Known: first, gemini, claude-code");

            setting.option(ConfigOption.AGENT, "nobody");
            assertThatThrownBy(AgentResolverTest.this::resolve)
                    .hasMessage("unknown agent 'nobody'; known: first, gemini, claude-code");
        }
    }

    @Nested
    class Adapters {
        @Test
        void thatAreUnknownAreToldEvenOfAgentsThatAreNotSelected() {
            setting.project("agents:\n  a: { adapter: claud-code }").option(ConfigOption.AGENT, "gemini");
            assertThatThrownBy(AgentResolverTest.this::resolve)
                    .hasMessage("council.yml:2: agent 'a': unknown adapter 'claud-code' - did you mean 'claude-code'?");
        }

        @Test
        void thatAreMissingAreToldWithAllThatAreKnown() {
            setting.project("agents:\n  fixer: { command: [x] }");
            assertThatThrownBy(AgentResolverTest.this::resolve)
                    .hasMessage("council.yml:2: agent 'fixer' names no 'adapter', and none is called so; known:"
                            + " claude-code, gemini");
        }

        @Test
        void thatRefuseAnOptionAreToldWithThePlace() {
            setting.project("agents:\n\n  gemini: { bad: 1 }");
            assertThatThrownBy(AgentResolverTest.this::resolve)
                    .isInstanceOf(CouncilException.class)
                    .hasMessage("council.yml:3: there is no option 'bad'");
        }

        @Test
        void haveNamesOfTheirOwn() {
            assertThatThrownBy(() -> AdapterCatalog.of(List.of(claude, new Fakes.Factory("claude-code"))))
                    .hasMessage("two adapters are called 'claude-code': take one off the class path");
        }
    }

    @Nested
    class Manifests {
        @Test
        void bringAdaptersAndReplaceThoseOfTheSameName() {
            setting.project("adapters: { gemini: { command: [x] }, mine: { command: [y] } }");
            AdapterCatalog extended =
                    catalog.with(setting.load().manifests(), manifest -> new Fakes.Factory(manifest.id()));

            assertThat(extended.ids()).containsExactly("claude-code", "gemini", "mine");
            assertThat(extended.find("gemini")).isNotSameAs(gemini);
            assertThat(extended.find("claude-code")).isSameAs(claude);
            assertThat(catalog.ids()).as("the first catalog").containsExactly("claude-code", "gemini");
        }

        @Test
        void thatAreWrongAreToldWithThePlace() {
            setting.project("adapters:\n  mine: { command: 5 }");
            List<AdapterManifest> manifests = setting.load().manifests();
            assertThatThrownBy(() -> catalog.with(manifests, manifest -> {
                        throw CouncilException.usage("'command' must be a list");
                    }))
                    .isInstanceOf(CouncilException.class)
                    .hasMessage("council.yml:2: 'command' must be a list");
        }
    }
}
