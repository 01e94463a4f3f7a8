package io.clicouncil.adapters.proxy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy through which the user himself reaches the world.
 *
 * @param uri where it is
 * @param except the names, and the ends of names, that are reached without it; {@code *} for all
 */
record UserProxy(URI uri, List<String> except) {
    private static final List<String> VARIABLES = List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY");
    private static final int USUAL_PORT = 80;

    /**
     * The one that an environment names, if any.
     *
     * @throws IllegalArgumentException where it is not at an http address
     */
    static Optional<UserProxy> of(Map<String, String> environment) {
        return VARIABLES.stream()
                .flatMap(name -> value(environment, name).stream())
                .findFirst()
                .map(text -> new UserProxy(
                        uri(text),
                        Stream.of(value(environment, "NO_PROXY").orElse("").split("[,\\s]+"))
                                .filter(name -> !name.isEmpty())
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .toList()));
    }

    /** Whether it is the way to this host. */
    boolean leadsTo(String host) {
        return except.stream().noneMatch(name -> name.equals("*") || fits(name, host));
    }

    /** Its own address. */
    Authority authority() throws RefusedException {
        int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
        return new Authority(HostList.plain(uri.getHost()), port);
    }

    /** What it is asked for a way to somebody. */
    String request(Authority to) {
        String user = uri.getUserInfo();
        return "CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n" + authorization(user) + "\r\n";
    }

    private static String authorization(@Nullable String user) {
        return user == null
                ? ""
                : "Proxy-Authorization: Basic "
                        + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private static boolean fits(String name, String host) {
        String end = name.startsWith("*.") ? name.substring(1) : name;
        return end.startsWith(".") ? host.endsWith(end) : host.equals(end) || host.endsWith("." + end);
    }

    /** Either way of writing the name is usual. */
    private static Optional<String> value(Map<String, String> environment, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    private static URI uri(String text) {
        URI uri;
        try {
            uri = URI.create(text.contains("://") ? text : "http://" + text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the variable HTTPS_PROXY names no address", null);
        }
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("the proxy that HTTPS_PROXY names is not at an http address");
        }
        return uri;
    }
}
