package io.clicouncil.engine;

import java.util.List;

/** Which agents start when: a pure function of what has happened. */
interface Strategy {

    /** Every agent as soon as there is a place for it. */
    Strategy ALL = new Strategy() {
        @Override
        public String id() {
            return "all";
        }

        @Override
        public List<AgentState> startable(RunState state) {
            return state.agents().stream()
                    .filter(agent -> agent.phase() == Phase.QUEUED)
                    .toList();
        }
    };

    /** The name by which a configuration asks for it. */
    String id();

    /** The agents that may begin now, the first to begin first. */
    List<AgentState> startable(RunState state);
}
