package io.clicouncil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparePlacesTest {
    @Test
    void areThoseThatNoAgentCanNeed() {
        SparePlaces places = new SparePlaces(3, 3);
        assertThat(places.take()).isFalse();
        places.agentOver();
        assertThat(places.take()).isTrue();
        assertThat(places.take()).isFalse();
        places.giveBack();
        assertThat(places.take()).isTrue();
    }

    @Test
    void areFewerWhereAgentsWaitForOne() {
        SparePlaces places = new SparePlaces(1, 3);
        places.agentOver();
        places.agentOver();
        assertThat(places.take()).isFalse();
        places.agentOver();
        assertThat(places.take()).isTrue();
    }
}
