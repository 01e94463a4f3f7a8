package io.clicouncil.engine;

import io.clicouncil.account.Account;
import io.clicouncil.account.Member;
import io.clicouncil.adapter.Capabilities;
import io.clicouncil.policy.KeyNames;
import io.clicouncil.task.Agent;
import java.util.HashMap;
import java.util.Map;

/** Finds out what agents draw on: the keys and settings that their adapters name, and keys of their own. */
final class Members {
    /** An agent with a home of its own has the sign-in that is kept there. */
    private static final String HOME = "HOME";

    private final Map<String, String> ours;

    /** Of agents that run in this environment. */
    Members(Map<String, String> ours) {
        this.ours = Map.copyOf(ours);
    }

    Member of(Agent agent) {
        Capabilities capabilities = agent.adapter().capabilities();
        Map<String, String> keys = new HashMap<>(ours);
        keys.keySet().retainAll(capabilities.environment());
        agent.environment().forEach((name, value) -> {
            if (capabilities.environment().contains(name) || name.equals(HOME) || KeyNames.mayBe(name)) {
                keys.put(name, value);
            }
        });
        String adapter = agent.adapter().id();
        String provider = capabilities.provider() == null ? adapter : capabilities.provider();
        return new Member(agent.name(), adapter, agent.model(), Account.of(adapter, provider, keys));
    }
}
