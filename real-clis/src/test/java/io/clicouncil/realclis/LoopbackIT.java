package io.clicouncil.realclis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Why nothing that the agents do can reach anything else: these tests run in a network of their own. */
@Tag("real-clis")
class LoopbackIT {
    @Test
    void thereIsNoNetworkButLoopback() throws SocketException {
        assumeTrue(Boolean.getBoolean("council.alone"), "this machine allows no network of one's own");

        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            assertThat(each.isLoopback()).as(each.getName()).isTrue();
        }
    }
}
