package io.clicouncil.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostEnvironmentTest {
    @Test
    void putsTheLocaleBackThatTheLauncherSetAside() {
        assertThat(HostEnvironment.restored(Map.of(
                        "LC_ALL", "C.UTF-8", "COUNCIL_ORIG_LOCALE", "set-aside", "COUNCIL_ORIG_LC_ALL", "de_DE.UTF-8")))
                .isEqualTo(Map.of("LC_ALL", "de_DE.UTF-8"));
    }

    @Test
    void takesTheLocaleAwayThatTheUserNeverSet() {
        assertThat(HostEnvironment.restored(Map.of("LC_ALL", "C.UTF-8", "COUNCIL_ORIG_LOCALE", "set-aside")))
                .isEmpty();
    }

    @Test
    void leavesTheLocaleAloneWithoutTheLauncher() {
        assertThat(HostEnvironment.restored(Map.of("LC_ALL", "C.UTF-8"))).isEqualTo(Map.of("LC_ALL", "C.UTF-8"));
    }
}
