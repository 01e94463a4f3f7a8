package io.clicouncil.verify;

import io.clicouncil.task.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings results back into the order of their checks. Used by one thread at a time. */
final class InOrder {
    private final List<Check> checks;
    private final Map<Integer, CheckResult> waiting = new TreeMap<>();
    private int next;

    InOrder(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** The result of the check with this number. */
    record Numbered(int index, CheckResult result) {}

    /** The results that can be told now that this one is there. */
    List<CheckResult> add(Numbered one) {
        waiting.put(one.index(), one.result());
        List<CheckResult> ready = new ArrayList<>();
        for (CheckResult told = waiting.remove(next); told != null; told = waiting.remove(next)) {
            ready.add(told);
            next++;
        }
        return ready;
    }

    /** The rest, when no more results come: what is missing was skipped. */
    List<CheckResult> rest() {
        List<CheckResult> rest = new ArrayList<>();
        for (; next < checks.size(); next++) {
            CheckResult result = waiting.remove(next);
            rest.add(result == null ? Judged.skipped(checks.get(next)) : result);
        }
        return rest;
    }
}
