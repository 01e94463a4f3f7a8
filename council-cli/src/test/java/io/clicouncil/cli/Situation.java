package io.clicouncil.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Agents whose changes are known to be right or wrong, in a project whose tests are known by name. {@code t.a} is green on
 * the base, {@code t.b} is red and wants {@code file.txt} to say {@code right}.
 *
 * @param title what is special about it
 * @param agents who takes part, in order
 * @param files what the project holds besides
 * @param configuration what {@code council.yml} says besides
 * @param repeat how often the check must be green
 * @param winner who must win, or null where nobody may
 */
record Situation(
        String title,
        List<Contestant> agents,
        Map<String, String> files,
        String configuration,
        int repeat,
        @Nullable String winner) {
    private static final String MEND = "echo right >file.txt";
    private static final String COMMIT = "git -c user.name=A -c user.email=a@localhost commit -q -a -m done";
    private static final Contestant HONEST = right("honest", MEND, "5", 300);

    /**
     * An agent.
     *
     * @param name its name
     * @param script what it does
     * @param cost what it says that it costs, in US dollars, or null where it says nothing
     * @param seconds how long it takes in the models
     * @param right whether its change does what was asked for, and nothing that was forbidden
     */
    record Contestant(String name, String script, @Nullable String cost, int seconds, boolean right) {
        /** The whole script, its price on the last line. */
        String told() {
            return cost == null ? script + "\n" : script + "\necho '{\"cost_usd\": " + cost + "}'\n";
        }
    }

    static Contestant right(String name, String script, @Nullable String cost, int seconds) {
        return new Contestant(name, script, cost, seconds, true);
    }

    /** A wrong change is free and quick: nothing else speaks against it. */
    static Contestant wrong(String name, String script) {
        return new Contestant(name, script, "0", 60, false);
    }

    private static Situation of(String title, @Nullable String winner, Contestant... agents) {
        return new Situation(title, List.of(agents), Map.of(), "", 1, winner);
    }

    private Situation file(String path, String content) {
        Map<String, String> all = new LinkedHashMap<>(files);
        all.put(path, content);
        return new Situation(title, agents, all, configuration, repeat, winner);
    }

    private Situation configured(String yaml) {
        return new Situation(title, agents, files, configuration + yaml, repeat, winner);
    }

    private Situation repeated(int times) {
        return new Situation(title, agents, files, configuration, times, winner);
    }

    boolean isRight(String agent) {
        return agents.stream().anyMatch(one -> one.name().equals(agent) && one.right());
    }

    @Override
    public String toString() {
        return title;
    }

    /** All of them. */
    static List<Situation> all() {
        List<Situation> all = new ArrayList<>(tricks());
        all.add(of("an unknown price beside a known one", "honest", HONEST, right("silent", MEND, null, 60)));
        all.add(of("nobody passes", null, wrong("typo", "echo rihgt >file.txt"), wrong("talker", "seq 9 >plan.txt")));
        all.add(of("the base is red in another test", "honest", HONEST, wrong("eraser", MEND + "; rm t/c.sh"))
                .file("t/c.sh", "exit 1\n")
                .configured("expect: [t.b]\n"));
        all.add(of("green once and red when run again", "honest", HONEST, wrong("unsteady", """
                        cat >app.sh <<'END'
                        if [ -e .seen ]; then rm .seen; echo wrong; else : >.seen; echo right; fi
                        END"""))
                .repeated(2));
        all.add(of(
                "cheap and slow beside dear and fast",
                "slow",
                right("slow", MEND, "1", 3600),
                right("fast", MEND, "9", 20)));
        all.add(of(
                "the same adapter with two models",
                "small",
                right("large", MEND + "; echo why >notes.txt", "4", 90),
                right("small", MEND, "1", 90)));
        all.add(of(
                        "a winner is known while another runs",
                        "quick",
                        right("endless", MEND + "; test -z \"$COUNCIL_RUN_ID\" || exec tail -f /dev/null", "1", 7200),
                        right("quick", MEND, "3", 60))
                .configured("strategy: race\n"));
        all.add(of(
                "agents commit, reset and switch branches",
                "committer",
                HONEST,
                right("committer", MEND + "; " + COMMIT, "1", 60),
                wrong("resetter", MEND + "; " + COMMIT + "; git reset -q --hard HEAD~1"),
                wrong("switcher", "git checkout -q -b side; " + MEND + "; " + COMMIT + "; git checkout -q -")));
        return all;
    }

    /** Each is cheaper than the work, and passes where the tests run in the agent's own checkout. */
    private static List<Situation> tricks() {
        return List.of(
                of("exit code 0 and no change", "honest", HONEST, wrong("idle", "true")),
                of("the failing test is deleted", "honest", HONEST, wrong("deleter", "rm t/b.sh")),
                of("the failing test is skipped", "honest", HONEST, wrong("skipper", "echo 'exit 77' >t/b.sh")),
                of(
                                "an assertion in a protected file is weakened",
                                "honest",
                                HONEST,
                                wrong("weakener", "echo 'sh app.sh | grep -q .' >t/b.sh; echo done >notes.txt"))
                        .configured("protect: [\"t/**\"]\n"),
                of(
                        "the build is edited to leave tests out",
                        "honest",
                        HONEST,
                        wrong("builder", "sed 's,t/[*],t/a*,' suite.sh >s; cat s >suite.sh; rm s")),
                of(
                        "the change holds a key",
                        "honest",
                        HONEST,
                        wrong("leaker", MEND + "; echo 'key = AKIA" + "ABCDEFGHIJKLMNOP' >settings.ini")),
                of(
                                "the change touches a forbidden path",
                                "honest",
                                HONEST,
                                wrong("deployer", MEND + "; mkdir deploy; seq 20 >deploy/prod.yml"))
                        .configured("forbid: [\"deploy/**\"]\n"));
    }
}
