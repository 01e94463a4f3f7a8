package io.clicouncil.account;

import io.clicouncil.failure.Failure;
import io.clicouncil.failure.FailureKind;
import io.clicouncil.failure.Remedy;
import io.clicouncil.state.SharedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Says who may be asked now. An account whose provider named a time is left alone until then by all agents that draw on it.
 * An agent whose attempts failed five times in a row, for reasons of its own or of its account, is left out for ten
 * minutes; then one attempt is let through, and its success counts as the end of the trouble.
 *
 * <p>No method blocks, and none ends in an error: where the file cannot be used, what this process knows counts.
 *
 * @since 0.1
 */
public final class Accounts {
    private static final Set<FailureKind> COUNTED = EnumSet.of(
            FailureKind.AUTH,
            FailureKind.QUOTA,
            FailureKind.NETWORK,
            FailureKind.OVERLOADED,
            FailureKind.CRASHED,
            FailureKind.BAD_OUTPUT);
    private static final Set<FailureKind> LIMITS = EnumSet.of(FailureKind.RATE_LIMITED, FailureKind.QUOTA);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Standings standings;
    private final ZoneId zone;

    private Accounts(@Nullable Path file, ZoneId zone) {
        this.standings = new Standings(file == null ? null : new SharedFile(file));
        this.zone = zone;
    }

    /** What is known dies with this object. */
    public static Accounts inMemory() {
        return new Accounts(null, ZoneId.systemDefault());
    }

    /**
     * What is known is shared with all processes that use the same file.
     *
     * @param file where; it and its folder need not be there yet
     * @param zone the zone of the times in reasons
     */
    public static Accounts in(Path file, ZoneId zone) {
        return new Accounts(file, zone);
    }

    /**
     * Something that is not asked now.
     *
     * @param what the account or the agent, in words
     * @param why until when and why, in words
     * @since 0.1
     */
    public record Closed(String what, String why) {}

    /** Asks whether an agent may begin an attempt now. Whoever is told that it may, tells {@link #ended} how it ended. */
    public Mono<Admission> ask(Member member, Instant now) {
        return work(() -> {
            Map<String, Entry> known = standings.read(now);
            Admission answer = answer(known, member, now);
            // Whether this is the one attempt that tries it out, only one can decide.
            return answer == Admission.FREE && known.containsKey(member.key())
                    ? standings.change(now, entries -> letThrough(entries, member, now))
                    : answer;
        });
    }

    private Admission letThrough(Map<String, Entry> entries, Member member, Instant now) {
        Admission answer = answer(entries, member, now);
        Breaker breaker = new Breaker(entries.get(member.key()), now);
        if (answer == Admission.FREE && breaker.mayPass()) {
            put(entries, member.key(), breaker.passed());
        }
        return answer;
    }

    /** Tells how an attempt ended: without a failure, or with this one. */
    public Mono<Void> ended(Member member, @Nullable Failure failure, Instant now) {
        return work(() -> {
                    Map<String, Entry> known = standings.read(now);
                    boolean tells = failure != null && (counted(failure) || limits(failure));
                    return tells || known.containsKey(member.key())
                            ? standings.change(now, entries -> noted(entries, member, failure, now))
                            : known;
                })
                .then();
    }

    /** What is not asked now, by name. */
    public Mono<List<Closed>> closed(Instant now) {
        return work(() -> standings.read(now).values().stream()
                .filter(entry -> entry.until() != null && entry.until().isAfter(now))
                .sorted(Comparator.comparing(Entry::ofAgent).thenComparing(Entry::name))
                .map(entry -> entry.ofAgent()
                        ? new Closed("agent " + entry.name(), failing(entry, now))
                        : new Closed("account of " + entry.name(), limited(entry, now)))
                .toList());
    }

    /** Forgets all, so that everybody is asked again. */
    public Mono<Void> forget(Instant now) {
        return work(() -> standings.change(now, entries -> {
                    entries.clear();
                    return entries;
                }))
                .then();
    }

    private Admission answer(Map<String, Entry> known, Member member, Instant now) {
        Entry account = known.get(member.account().fingerprint());
        if (account != null && account.until() != null && !new Breaker(account, now).mayPass()) {
            return new Admission.Wait(Duration.between(now, account.until()), account.cause(), limited(account, now));
        }
        Entry agent = known.get(member.key());
        return agent == null || new Breaker(agent, now).mayPass()
                ? Admission.FREE
                : new Admission.Refused(failing(agent, now));
    }

    private static Map<String, Entry> noted(
            Map<String, Entry> entries, Member member, @Nullable Failure failure, Instant now) {
        Breaker breaker = new Breaker(entries.get(member.key()), now);
        if (failure == null || failure.kind() == FailureKind.NO_CHANGE) {
            entries.remove(member.key());
        } else if (counted(failure)) {
            put(entries, member.key(), breaker.failed(member, failure.kind()));
        } else {
            put(entries, member.key(), breaker.undecided());
        }
        if (failure != null && limits(failure)) {
            limit(entries, member.account(), failure, now);
        }
        return entries;
    }

    private static void limit(Map<String, Entry> entries, Account account, Failure failure, Instant now) {
        Duration asked = failure.retryAfter();
        Duration wait = asked == null || asked.compareTo(Entry.FARTHEST) > 0 ? Entry.FARTHEST : asked;
        Instant until = now.plus(wait);
        Entry before = entries.get(account.fingerprint());
        if (before == null || before.until() == null || before.until().isBefore(until)) {
            entries.put(
                    account.fingerprint(),
                    new Entry(account.fingerprint(), account.adapter(), 0, until, false, failure.kind(), now));
        }
    }

    private static void put(Map<String, Entry> entries, String key, @Nullable Entry entry) {
        if (entry != null) {
            entries.put(key, entry);
        }
    }

    /** A crash that is known to pass was no fault of the agent: its supervisor was killed, or its server fell over. */
    private static boolean counted(Failure failure) {
        return COUNTED.contains(failure.kind()) && !failure.transientFailure() && !limits(failure);
    }

    private static boolean limits(Failure failure) {
        Duration wait = failure.retryAfter();
        return LIMITS.contains(failure.kind()) && wait != null && !wait.isZero();
    }

    private String limited(Entry entry, Instant now) {
        return "its account is limited until " + time(entry, now);
    }

    private String failing(Entry entry, Instant now) {
        String person = entry.cause().remedy() == Remedy.PERSON ? ", which a person has to mend" : "";
        String before = "its last " + entry.failures() + " attempts failed, the last as " + entry.cause() + person;
        String how = entry.triedOut(now)
                ? "; an attempt tries it out now"
                : "; it is tried out from " + time(entry, now) + " on";
        return before + how + ", or at once after `council doctor --forget-limits`";
    }

    private String time(Entry entry, Instant now) {
        ZonedDateTime until = (entry.until() == null ? now : entry.until()).atZone(zone);
        return (until.toLocalDate().equals(LocalDate.ofInstant(now, zone)) ? TIME : DAY).format(until);
    }

    private <T> Mono<T> work(Callable<T> step) {
        Mono<T> done = Mono.fromCallable(step);
        return standings.shared() ? done.subscribeOn(Schedulers.boundedElastic()) : done;
    }
}
