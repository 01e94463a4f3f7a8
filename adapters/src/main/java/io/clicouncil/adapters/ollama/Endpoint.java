package io.clicouncil.adapters.ollama;

import io.clicouncil.failure.CouncilException;
import io.clicouncil.text.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is.
 *
 * @param base its address without a slash at the end
 */
record Endpoint(URI base) {
    static final String HOST = "OLLAMA_HOST";
    static final String KEY = "OLLAMA_API_KEY";

    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(https?)://)?(\\[[0-9a-fA-F:.%]+]|[^/:@?#\\[\\]\\s]*)(?::(\\d{1,5}))?(/[^?#\\s]*)?",
            Pattern.CASE_INSENSITIVE);
    private static final int OLLAMA_PORT = 11434;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LAST_PORT = 65_535;
    private static final String LOOPBACK = "127.0.0.1";
    /** Addresses to listen on; who wants to talk to such a server finds it here. */
    private static final Set<String> ANY = Set.of("", "0.0.0.0", "[::]", "[::0]");

    /** Where the configuration says, else where {@code OLLAMA_HOST} says, else where a server usually is. */
    static Endpoint of(@Nullable String url, Map<String, String> environment) {
        return of(url == null ? environment.getOrDefault(HOST, "") : url);
    }

    /**
     * Where a text says, which may lack the scheme, the host or the port, as Ollama's own clients understand it.
     *
     * @throws CouncilException where it is no address
     */
    static Endpoint of(String text) {
        Matcher address = ADDRESS.matcher(text.strip());
        if (!address.matches()) {
            throw noServer(text);
        }
        String named = address.group(1) == null ? "" : address.group(1).toLowerCase(Locale.ROOT);
        String host = ANY.contains(address.group(2)) ? LOOPBACK : address.group(2);
        boolean cloud = named.isEmpty() && host.equals("ollama.com");
        String scheme = cloud ? "https" : named.isEmpty() ? "http" : named;
        int usual = scheme.equals("https") ? HTTPS_PORT : named.isEmpty() ? OLLAMA_PORT : HTTP_PORT;
        int port = address.group(3) == null ? usual : Integer.parseInt(address.group(3));
        String path = address.group(4) == null ? "" : address.group(4).replaceAll("/+$", "");
        if (port > LAST_PORT) {
            throw CouncilException.usage("the port of the Ollama server is at most " + LAST_PORT + ", not " + port);
        }
        try {
            return new Endpoint(new URI(scheme + "://" + host + ":" + port + path));
        } catch (URISyntaxException e) {
            throw noServer(text);
        }
    }

    private static CouncilException noServer(String text) {
        return CouncilException.usage("there is no Ollama server at " + Quoted.of(text)
                + "; write an address such as http://127.0.0.1:11434");
    }

    URI at(String path) {
        return URI.create(base + path);
    }

    /** Whether it is on this machine. */
    boolean local() {
        String host = String.valueOf(base.getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /**
     * The key to send, or null for none: a server of one's own wants none, and without encryption anybody on the way would
     * read it.
     */
    @Nullable
    String key(Map<String, String> environment) {
        String key = environment.get(KEY);
        boolean wanted = !local() && "https".equals(base.getScheme()) && key != null && !key.isBlank();
        return wanted ? key : null;
    }
}
