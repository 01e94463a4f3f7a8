package io.clicouncil.adapters.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hosts that may be reached, by name or by address, on the ports of HTTPS and HTTP or on one that is named. */
final class HostList {
    private static final Pattern FORM = Pattern.compile(
            "(\\*\\.)?([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Set<Integer> USUAL = Set.of(443, 80);
    private static final int HOST = 2;
    private static final int PORT = 3;

    private final List<Entry> entries;

    /**
     * One of them.
     *
     * @param below whether the names below it are meant and not itself
     * @param port the only port, or 0 for the usual ones
     */
    private record Entry(String host, boolean below, int port) {
        boolean fits(String asked, int askedPort) {
            boolean rightPort = port == 0 ? USUAL.contains(askedPort) : port == askedPort;
            return rightPort && (below ? asked.endsWith("." + host) && address(asked) == null : asked.equals(host));
        }
    }

    private HostList(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads them: a name, {@code *.} and a name, or an address, with {@code :port} where that is unusual.
     *
     * @throws IllegalArgumentException where one of them is none
     */
    static HostList of(List<String> hosts) {
        return new HostList(hosts.stream().map(HostList::entry).toList());
    }

    /** Whether this host, in its {@link #plain} form, may be reached on this port. */
    boolean allows(String host, int port) {
        return entries.stream().anyMatch(entry -> entry.fits(host, port));
    }

    /** Whether this very address may be reached on this port. */
    boolean allows(InetAddress address, int port) {
        return allows(address.getHostAddress(), port);
    }

    /** The one form of a name or address: lower case, no dot at the end, no brackets. */
    static String plain(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        InetAddress address = address(bare);
        if (address != null) {
            return address.getHostAddress();
        }
        return (bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare).toLowerCase(Locale.ROOT);
    }

    /** The address that this text is, or null where it is a name. Nobody is asked for it. */
    static @Nullable InetAddress address(String text) {
        try {
            return ADDRESS.matcher(text).matches() ? InetAddress.getByName(text) : null;
        } catch (UnknownHostException none) {
            return null;
        }
    }

    private static Entry entry(String text) {
        Matcher form = FORM.matcher(text);
        int port = form.matches() && form.group(PORT) != null ? Integer.parseInt(form.group(PORT)) : 0;
        if (form.matches() && port <= Authority.LAST_PORT) {
            return new Entry(plain(form.group(HOST)), form.group(1) != null, port);
        }
        InetAddress address = address(text);
        if (address == null) {
            throw new IllegalArgumentException("'" + text + "' names no host");
        }
        return new Entry(address.getHostAddress(), false, 0);
    }
}
