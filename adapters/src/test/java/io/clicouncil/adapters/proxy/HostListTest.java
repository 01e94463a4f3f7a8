package io.clicouncil.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostListTest {
    private static final HostList LIST = HostList.of(List.of(
            "api.example.com", "*.example.org", "localhost:11434", "10.1.2.3", "[2001:db8::1]:8443", "2001:DB8::2"));

    @ParameterizedTest
    @CsvSource({
        "api.example.com, 443",
        "api.example.com, 80",
        "API.Example.com., 443",
        "a.example.org, 443",
        "a.b.example.org, 80",
        "localhost, 11434",
        "10.1.2.3, 443",
        "[2001:db8::1], 8443",
        "[2001:db8:0::2], 443"
    })
    void reachesWhatIsListed(String host, int port) {
        assertThat(LIST.allows(HostList.plain(host), port)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, 8080",
        "example.com, 443",
        "x.api.example.com, 443",
        "notapi.example.com, 443",
        "example.org, 443",
        "badexample.org, 443",
        "localhost, 443",
        "127.0.0.1, 11434",
        "10.1.2.4, 443",
        "169.254.169.254, 80",
        "[2001:db8::1], 443",
        "[2001:db8::3], 443"
    })
    void reachesNothingElse(String host, int port) {
        assertThat(LIST.allows(HostList.plain(host), port)).isFalse();
    }

    @Test
    void noAddressIsBelowAName() {
        assertThat(HostList.of(List.of("*.0.0.1")).allows("127.0.0.1", 443)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "https://example.com", "example.com/path", "a b", "example.com:99999", "[::1", "-a"})
    void namesWhatIsNoHost(String text) {
        assertThatThrownBy(() -> HostList.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' names no host");
    }
}
