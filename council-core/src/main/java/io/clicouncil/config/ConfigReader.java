package io.clicouncil.config;

import io.clicouncil.config.Node.Entries;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.task.Agent;
import io.clicouncil.task.Check;
import io.clicouncil.task.Limits;
import io.clicouncil.task.RetryPolicy;
import io.clicouncil.workspace.ApplyMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one file's worth of configuration, whether it comes from one file or is merged from several levels. */
final class ConfigReader {
    /** Limits of later versions, of the run or of an agent. */
    static final List<String> LATER_LIMITS = List.of(
            "idle",
            "repairs",
            "budget",
            "dailyBudget",
            "changedLines",
            "changedFiles",
            "output",
            "memory",
            "processes");

    private static final List<String> KEYS = List.of(
            "version",
            "agents",
            "adapters",
            "frame",
            "checks",
            "protect",
            "limits",
            "strategy",
            "select",
            "sandbox",
            "apply",
            "workspaces");
    private static final List<String> LATER = List.of(
            "forbid", "hidden", "expect", "setup", "worth", "hedge", "judge", "trustRepoConfig", "prices", "history");
    private static final List<String> LIMITS = List.of("timeout", "deadline", "retries", "retryDelay", "concurrency");
    private static final List<String> MODES = List.of("squash", "merge", "ff", "patch");
    private static final int MOST_RETRIES = 100;
    private static final int MOST_AT_ONCE = 1000;

    private final Fields file;
    private final Map<String, String> environment;

    /**
     * Refuses what no file may hold.
     *
     * @param environment where {@code HOME} is looked up
     */
    ConfigReader(Entries file, Map<String, String> environment) {
        this.file = new Fields(file, "").requireKnown(KEYS, LATER);
        this.environment = environment;
    }

    /** Reads everything, so that nothing wrong hides below a higher level. */
    void validate() {
        file.get("version").ifPresent(version -> {
            if (!version.text().equals("1")) {
                throw version.error("this version of the council reads version 1 only");
            }
        });
        file.get("select").ifPresent(rule -> rule.choice(List.of("cheapest"), List.of("fastest", "smallest")));
        file.get("sandbox")
                .map(sandbox -> sandbox.fields(List.of("mode"), List.of("network", "read", "write")))
                .flatMap(sandbox -> sandbox.get("mode"))
                .ifPresent(mode -> mode.choice(List.of("none"), List.of("auto", "required")));
        agents();
        manifests();
        checks();
        protect();
        framed();
        strategy();
        apply(false);
        workspaces();
    }

    List<ConfiguredAgent> agents() {
        AgentReader reader = new AgentReader(limits(), writtenLimits());
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

    boolean framed() {
        return file.get("frame")
                .map(frame -> frame.choice(List.of("default", "none"), List.of()))
                .map("default"::equals)
                .orElse(true);
    }

    String strategy() {
        return file.get("strategy")
                .map(strategy -> strategy.choice(List.of("all"), List.of("race", "cascade")))
                .orElse("all");
    }

    ApplySettings apply(boolean wanted) {
        Optional<Fields> apply = file.get("apply").map(found -> found.fields(List.of("mode", "allowRisky"), List.of()));
        ApplyMode mode = apply.flatMap(found -> found.get("mode"))
                .map(found -> found.choice(MODES, List.of()))
                .map(word -> ApplyMode.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(ApplyMode.SQUASH);
        boolean allowRisky =
                apply.flatMap(found -> found.get("allowRisky")).map(Value::flag).orElse(false);
        return new ApplySettings(wanted, mode, allowRisky);
    }

    Limits limits() {
        Fields written = writtenLimits();
        Limits usual = Limits.DEFAULT;
        return new Limits(
                written.get("timeout").map(Value::positiveDuration).orElse(usual.timeout()),
                written.get("deadline").map(Value::positiveDuration).orElse(usual.deadline()),
                new RetryPolicy(
                        written.get("retries")
                                .map(ConfigReader::retries)
                                .orElse(usual.retry().retries()),
                        written.get("retryDelay")
                                .map(Value::duration)
                                .orElse(usual.retry().delay())),
                written.get("concurrency")
                        .map(value -> value.whole(1, MOST_AT_ONCE))
                        .orElse(usual.concurrency()));
    }

    static int retries(Value value) {
        return value.whole(0, MOST_RETRIES);
    }

    /** The folder for workspaces, where one is given. */
    Optional<Path> workspaces() {
        return file.get("workspaces").map(value -> {
            String text = value.text();
            boolean home = text.equals("~") || text.startsWith("~/");
            try {
                if (home) {
                    Path folder = UserFolders.of(environment)
                            .home()
                            .orElseThrow(() -> value.error("HOME is not set, so '~' means nothing"));
                    return folder.resolve(text.substring(Math.min(text.length(), 2)))
                            .normalize();
                }
                if (text.startsWith("~")) {
                    throw value.error("only '~/' is understood, not another user's home");
                }
                return value.place().folder().resolve(text).normalize();
            } catch (InvalidPathException error) {
                throw value.error("this is no path");
            }
        });
    }

    private Fields writtenLimits() {
        return file.get("limits")
                .map(found -> found.fields(LIMITS, LATER_LIMITS))
                .orElseGet(() -> Fields.none(file.entries().place(), "limits"));
    }
}
