package io.clicouncil.config;

import io.clicouncil.config.Node.Entries;
import io.clicouncil.cost.Price;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.policy.ScopeRules;
import io.clicouncil.sandbox.SandboxSettings;
import io.clicouncil.setup.Setup;
import io.clicouncil.strategy.StrategySettings;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.Limits;
import io.clicouncil.workspace.ApplyMode;
import io.clicouncil.workspace.Provision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one file's worth of configuration, whether it comes from one file or is merged from several levels. */
final class ConfigReader {
    private static final List<String> KEYS = Stream.concat(
                    Stream.of(
                            "version",
                            "agents",
                            "adapters",
                            "frame",
                            "checks",
                            "expect",
                            "hidden",
                            "protect",
                            "forbid",
                            "setup",
                            "limits",
                            "sandbox",
                            "apply",
                            "history",
                            "prices",
                            "trustRepoConfig",
                            "workspaces"),
                    StrategyReader.KEYS.stream())
            .toList();
    private static final List<String> LIMITS = Stream.concat(
                    LimitsReader.OF_AGENT.stream(),
                    Stream.of("deadline", "concurrency", "budget", "dailyBudget", "changedLines", "changedFiles"))
            .toList();
    private static final Duration KEEP = Duration.ofDays(90);
    private static final List<String> MODES = List.of("squash", "merge", "ff", "patch");
    private static final int MOST_AT_ONCE = 1000;
    private static final int MOST_CHANGED = 1_000_000_000;

    private final Fields file;
    private final PlaceReader places;

    /**
     * Refuses what no file may hold.
     *
     * @param environment where {@code HOME} is looked up
     */
    ConfigReader(Entries file, Map<String, String> environment) {
        this.file = new Fields(file, "").requireKnown(KEYS);
        this.places = new PlaceReader(environment);
    }

    /** Reads everything, so that nothing wrong hides below a higher level. */
    void validate() {
        file.get("version").ifPresent(version -> {
            if (!version.text().equals("1")) {
                throw version.error("this version of the council reads version 1 only");
            }
        });
        sandbox();
        trustRepoConfig();
        agents();
        manifests();
        checks();
        expect();
        hidden();
        protect();
        scope();
        setup();
        keep();
        framed();
        strategy();
        judge();
        apply(false);
        workspaces();
        prices();
    }

    List<ConfiguredAgent> agents() {
        AgentReader reader = new AgentReader(limits(), writtenLimits(), new SandboxReader(places), sandbox());
        List<ConfiguredAgent> agents = new ArrayList<>();
        file.get("agents").map(Value::fields).ifPresent(all -> {
            for (String name : all.names()) {
                all.get(name).ifPresent(agent -> agents.add(reader.read(name, all.placeOf(name), agent)));
            }
        });
        return agents;
    }

    List<AdapterManifest> manifests() {
        List<AdapterManifest> manifests = new ArrayList<>();
        file.get("adapters").map(Value::fields).ifPresent(all -> {
            for (String id : all.names()) {
                Place place = all.placeOf(id);
                try {
                    Agent.requireName(id);
                } catch (CouncilException error) {
                    throw place.caused(error);
                }
                all.get(id)
                        .map(Value::fields)
                        .ifPresent(manifest -> manifests.add(new AdapterManifest(
                                id, manifest.without(List.of()), place.folder(), place.toString())));
            }
        });
        return manifests;
    }

    List<Check> checks() {
        Set<String> names = new HashSet<>();
        return file.get("checks").map(Value::items).orElse(List.of()).stream()
                .map(value -> {
                    Check check = CheckReader.read(value);
                    if (!names.add(check.name())) {
                        throw value.error("two checks are called '" + check.name() + "'; give one another 'name'");
                    }
                    return check;
                })
                .toList();
    }

    List<String> protect() {
        return file.get("protect").map(Value::patterns).orElse(List.of());
    }

    ScopeRules scope() {
        Fields limits = writtenLimits();
        return new ScopeRules(
                file.get("forbid").map(Value::patterns).orElse(List.of()),
                changed(limits, "changedLines"),
                changed(limits, "changedFiles"));
    }

    private static @Nullable Integer changed(Fields limits, String name) {
        return limits.get(name).map(value -> value.whole(1, MOST_CHANGED)).orElse(null);
    }

    /** The tests that must pass, or null where nothing is said of them. */
    @Nullable
    List<String> expect() {
        return file.get("expect").map(Value::texts).orElse(null);
    }

    /** The folder of hidden files, or null. */
    @Nullable
    Path hidden() {
        return file.get("hidden").map(places::read).orElse(null);
    }

    boolean framed() {
        return file.get("frame")
                .map(frame -> frame.choice(List.of("default", "none")))
                .map("default"::equals)
                .orElse(true);
    }

    StrategySettings strategy() {
        return new StrategyReader(file).strategy();
    }

    /** Who compares changes that cost about the same, or null. */
    @Nullable
    JudgeSettings judge() {
        return new StrategyReader(file).judge();
    }

    ApplySettings apply(boolean wanted) {
        Optional<Fields> apply = file.get("apply").map(found -> found.fields(List.of("mode", "allowRisky")));
        ApplyMode mode = apply.flatMap(found -> found.get("mode"))
                .map(found -> found.choice(MODES))
                .map(word -> ApplyMode.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(ApplyMode.SQUASH);
        boolean allowRisky =
                apply.flatMap(found -> found.get("allowRisky")).map(Value::flag).orElse(false);
        return new ApplySettings(wanted, mode, allowRisky);
    }

    Limits limits() {
        Fields written = writtenLimits();
        LimitsReader reader = new LimitsReader(written, limit -> true);
        Limits usual = Limits.DEFAULT;
        return new Limits(
                reader.attempt(usual.attempt()),
                written.get("deadline").map(Value::positiveDuration).orElse(usual.deadline()),
                reader.retry(usual.retry()),
                written.get("concurrency")
                        .map(value -> value.whole(1, MOST_AT_ONCE))
                        .orElse(usual.concurrency()),
                written.get("budget").map(Value::money).orElse(null),
                written.get("dailyBudget").map(Value::money).orElse(null));
    }

    /** What workspaces and clean rooms get before they are used. */
    Setup setup() {
        return file.get("setup")
                .map(found -> found.fields(List.of("copy", "link", "run", "timeout")))
                .map(found -> new Setup(
                        new Provision(
                                found.get("copy").map(Value::patterns).orElse(List.of()),
                                found.get("link").map(ConfigReader::links).orElse(List.of())),
                        found.get("run").map(Value::texts).orElse(List.of()),
                        found.get("timeout").map(Value::positiveDuration).orElse(Setup.DEFAULT_TIMEOUT)))
                .orElse(Setup.NONE);
    }

    private static List<String> links(Value value) {
        return value.items().stream().map(ConfigReader::link).toList();
    }

    private static String link(Value value) {
        String text = value.text();
        Path path = value.path(text).normalize();
        if (path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty() || path.startsWith(".git")) {
            throw value.error("must be a path inside the repository");
        }
        return path.toString();
    }

    /** How commands are walled in. */
    SandboxSettings sandbox() {
        return file.get("sandbox")
                .map(found -> new SandboxReader(places).read(found, SandboxSettings.DEFAULT))
                .orElse(SandboxSettings.DEFAULT);
    }

    /** Whether agents may follow the repository's own settings. */
    boolean trustRepoConfig() {
        return file.get("trustRepoConfig").map(Value::flag).orElse(false);
    }

    /** How long runs are kept. */
    Duration keep() {
        return file.get("history")
                .map(found -> found.fields(List.of("keep")))
                .flatMap(found -> found.get("keep"))
                .map(Value::positiveDuration)
                .orElse(KEEP);
    }

    /** The folder for workspaces, where one is given. */
    Optional<Path> workspaces() {
        return file.get("workspaces").map(places::read);
    }

    Map<String, Price> prices() {
        return file.get("prices").map(PriceReader::read).orElse(Map.of());
    }

    private Fields writtenLimits() {
        return file.get("limits")
                .map(found -> found.fields(LIMITS))
                .orElseGet(() -> Fields.none(file.entries().place(), "limits"));
    }
}
