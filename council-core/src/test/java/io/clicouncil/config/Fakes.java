package io.clicouncil.config;

import io.clicouncil.adapter.AdapterContext;
import io.clicouncil.adapter.AdapterFactory;
import io.clicouncil.adapter.CLIAdapter;
import io.clicouncil.failure.CouncilException;
import io.clicouncil.task.Agent;
import java.util.ArrayList;
import java.util.List;
import org.mockito.Mockito;

/** Adapters that do nothing, and a factory that remembers what it was asked for. */
final class Fakes {
    private Fakes() {}

    static Agent agent(String name) {
        return Agent.of(name, adapter(name));
    }

    static CLIAdapter adapter(String id) {
        CLIAdapter adapter = Mockito.mock(CLIAdapter.class);
        Mockito.when(adapter.id()).thenReturn(id);
        return adapter;
    }

    /** Refuses the option {@code bad}. */
    static final class Factory implements AdapterFactory {
        final List<AdapterContext> asked = new ArrayList<>();
        private final String id;

        Factory(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String description() {
            return "Does nothing.";
        }

        @Override
        public CLIAdapter create(AdapterContext context) {
            if (!context.option("bad").isMissingNode()) {
                throw CouncilException.usage("there is no option 'bad'");
            }
            asked.add(context);
            return adapter(id);
        }
    }
}
