package io.clicouncil.adapters.autoclaude;

import io.clicouncil.adapters.words.OneLine;
import io.clicouncil.adapters.words.ResetTime;
import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.process.CommandResult;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says why an attempt whose steps ended by themselves did not succeed. Exit code 0 means nothing to the program. */
final class Verdict {
    private static final Pattern PLAN_LIMIT = Pattern.compile("(?i)limit reached|hit your .*limit|usage limit");
    private static final Map<FailureKind, Pattern> SIGNS = signs();

    private final Said said;
    private final @Nullable String refused;
    private final Clock clock;

    /**
     * A judge of a step.
     *
     * @param said what the step said
     * @param refused what the provider refused last, or null
     */
    Verdict(Said said, @Nullable String refused, Clock clock) {
        this.said = said;
        this.refused = refused;
        this.clock = clock;
    }

    private static Map<FailureKind, Pattern> signs() {
        Map<FailureKind, Pattern> signs = new LinkedHashMap<>();
        signs.put(
                FailureKind.AUTH,
                Pattern.compile("(?i)no oauth token|authenticat|\\b401\\b|invalid[ _]token|token (has )?expired"
                        + "|invalid api key|setup-token|not logged in|run /login"));
        signs.put(FailureKind.QUOTA, Pattern.compile("(?i)credit balance|billing"));
        signs.put(FailureKind.RATE_LIMITED, Pattern.compile("(?i)rate[ _-]?limit|\\b429\\b|too many requests"));
        signs.put(FailureKind.OVERLOADED, Pattern.compile("(?i)overloaded|\\b529\\b|\\b503\\b"));
        signs.put(
                FailureKind.NETWORK,
                Pattern.compile("(?i)connection (refused|error|reset|closed)|ECONN|ENOTFOUND|EAI_AGAIN|fetch failed"));
        return signs;
    }

    /** Of the step that writes the specification, where none came out of it. */
    Failure withoutSpec(CommandResult ended) {
        return sign().orElseGet(() -> ended.succeeded()
                ? Failure.of(FailureKind.BAD_OUTPUT, "it ended without a specification")
                : Failure.of(FailureKind.CRASHED, "it wrote no specification: " + howItEnded(ended)));
    }

    /** Of the step that builds, null where it did all that it should. */
    @Nullable
    Failure ofBuild(CommandResult ended, @Nullable ImplementationPlan plan, AutoClaudeOptions options) {
        boolean built = plan != null && plan.built();
        boolean doubted = built && plan != null && plan.doubted();
        boolean signed = plan != null && (plan.approved() || options.skipQa());
        if (built && signed && ended.succeeded() && !said.lastPhaseFailed()) {
            return null;
        }
        // A check that came to an end was not stopped by a provider.
        Optional<Failure> sign = doubted ? Optional.empty() : sign();
        return sign.orElseGet(() -> unsigned(ended, plan, options));
    }

    private Failure unsigned(CommandResult ended, @Nullable ImplementationPlan plan, AutoClaudeOptions options) {
        if (!ended.succeeded()) {
            return Failure.of(FailureKind.CRASHED, howItEnded(ended));
        }
        if (plan == null) {
            return Failure.of(FailureKind.BAD_OUTPUT, "it left no plan that can be read");
        }
        if (!plan.built()) {
            String limit = said.outOfIterations()
                    ? ", and the limit of " + options.maxIterations() + " sessions is reached"
                    : "";
            return Failure.of(
                    FailureKind.BAD_OUTPUT,
                    "only " + plan.completed() + " of " + plan.subtasks() + " subtasks are completed" + limit);
        }
        if (plan.approved() || options.skipQa()) {
            return Failure.of(FailureKind.CRASHED, OneLine.of("its last phase failed: " + said.lastPhaseMessage()));
        }
        return Failure.of(FailureKind.BAD_OUTPUT, OneLine.of(doubt(plan)));
    }

    private static String doubt(ImplementationPlan plan) {
        if (!plan.qa().equals("rejected")) {
            return "its QA did not approve the change" + (plan.qa().isEmpty() ? "" : ": " + plan.qa());
        }
        String first = plan.firstIssue().isEmpty() ? "" : ", the first: " + plan.firstIssue();
        return "its QA rejected the change: " + plan.issues() + (plan.issues() == 1 ? " issue" : " issues") + first;
    }

    /** The first kind of failure that is told apart by words, where one is. */
    private Optional<Failure> sign() {
        List<String> words = new ArrayList<>(said.errors());
        if (refused != null) {
            words.add(refused);
        }
        if (!said.lastErrorLine().isEmpty()) {
            words.add(said.lastErrorLine());
        }
        Optional<Failure> limit = words.stream()
                .filter(text -> PLAN_LIMIT.matcher(text).find())
                .findFirst()
                .map(this::limited);
        return limit.or(() -> SIGNS.entrySet().stream()
                .flatMap(sign -> words.stream()
                        .filter(text -> sign.getValue().matcher(text).find())
                        .map(text -> signed(sign.getKey(), text)))
                .findFirst());
    }

    private Failure signed(FailureKind kind, String text) {
        Failure failure = Failure.of(kind, OneLine.of(text));
        return kind == FailureKind.RATE_LIMITED || kind == FailureKind.QUOTA
                ? failure.retryAfter(ResetTime.in(text, clock).orElse(null))
                : failure;
    }

    /** A limit of a plan whose end is known is worth waiting for; one of minutes passes in any case. */
    private Failure limited(String text) {
        Optional<Duration> wait = ResetTime.in(text, clock);
        boolean passes = wait.isPresent()
                || Optional.ofNullable(SIGNS.get(FailureKind.RATE_LIMITED))
                        .filter(pattern -> pattern.matcher(text).find())
                        .isPresent();
        return Failure.of(passes ? FailureKind.RATE_LIMITED : FailureKind.QUOTA, OneLine.of(text))
                .retryAfter(wait.orElse(null));
    }

    private String howItEnded(CommandResult ended) {
        String code = ended.exitCode() == null ? "it left no exit code" : "exit code " + ended.exitCode();
        String last = said.errors().isEmpty()
                ? said.lastErrorLine()
                : said.errors().get(said.errors().size() - 1);
        return OneLine.of(last.isEmpty() ? code : code + ": " + last);
    }
}
