package io.clicouncil.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final Authority TO = new Authority("internal.example.com", 443);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
                "100.100.100.200", "192.0.0.192", "198.18.0.1", "168.63.129.16", "224.0.0.1", "255.255.255.255", "::1",
                "::", "fe80::1", "fd00:ec2::254", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "ff02::1"
            })
    void knowsWhatIsNotPublic(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.2.1", "2001:4860:4860::8888"})
    void knowsWhatIsPublic(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void takesThePublicOnesOfSeveral() throws Exception {
        assertThat(addresses(List.of("internal.example.com"), "10.0.0.1", "192.0.2.1")
                        .of(TO))
                .containsExactly(HostList.address("192.0.2.1"));
    }

    @Test
    @Tag("F57")
    void refusesANameThatLeadsIntoAPrivateNetworkUnlessItsAddressIsListed() throws Exception {
        assertThatThrownBy(() ->
                        addresses(List.of("internal.example.com"), "10.0.0.1").of(TO))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "the host internal.example.com has the address 10.0.0.1, which is not a public one: add this"
                                + " address too to sandbox.network in council.yml to allow it");
        assertThat(addresses(List.of("internal.example.com", "10.0.0.1"), "10.0.0.1")
                        .of(TO))
                .containsExactly(HostList.address("10.0.0.1"));
    }

    @Test
    void onlyTheNameOfThisMachineLeadsToIt() throws Exception {
        assertThat(addresses(List.of("localhost"), "127.0.0.1").of(new Authority("localhost", 443)))
                .containsExactly(HostList.address("127.0.0.1"));
        assertThatThrownBy(() -> addresses(List.of("localhost"), "10.0.0.1").of(new Authority("localhost", 443)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void anAddressThatIsListedIsAskedOfNobody() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Addresses addresses = new Addresses(HostList.of(List.of("10.0.0.1")), name -> {
            asked.incrementAndGet();
            throw new UnknownHostException();
        });

        assertThat(addresses.of(new Authority("10.0.0.1", 443))).containsExactly(HostList.address("10.0.0.1"));
        assertThat(asked).hasValue(0);
    }

    private static Addresses addresses(List<String> hosts, String... answer) {
        return new Addresses(
                HostList.of(hosts),
                name -> Arrays.stream(answer).map(HostList::address).toArray(InetAddress[]::new));
    }
}
