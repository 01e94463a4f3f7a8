package io.clicouncil.adapters.proxy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the addresses of names that are listed. A name is asked for once for each connection, and that goes to what the
 * answer was, so a second answer can lead nowhere else. Whoever owns a name decides what it stands for: an address of this
 * machine or of a private network is taken only where it is listed itself, or the name is {@code localhost}.
 */
final class Addresses {
    private static final String LOCALHOST = "localhost";
    private static final int BYTE = 0xff;

    private final HostList hosts;
    private final Names names;

    /** Who is asked for names. */
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    Addresses(HostList hosts, Names names) {
        this.hosts = hosts;
        this.names = names;
    }

    /** The addresses at which a listed host may be reached, at least one. */
    List<InetAddress> of(Authority to) throws RefusedException {
        InetAddress listed = HostList.address(to.host());
        if (listed != null) {
            return List.of(listed);
        }
        List<InetAddress> good = new ArrayList<>();
        String bad = "";
        for (InetAddress address : ask(to.host())) {
            if (mayBe(to, address)) {
                good.add(address);
            } else {
                bad = address.getHostAddress();
            }
        }
        if (good.isEmpty()) {
            throw RefusedException.forbidden(
                    "the host " + to.host() + " has the address " + bad
                            + ", which is not a public one: add this address too to sandbox.network in council.yml to allow it");
        }
        return good;
    }

    /** Whether this is another machine, that anybody can reach. */
    static boolean isPublic(InetAddress address) {
        return !(address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isReserved(address.getAddress(), address instanceof Inet4Address)
                || isOurs(address));
    }

    private boolean mayBe(Authority to, InetAddress address) {
        return isPublic(address)
                || (to.host().equals(LOCALHOST) && address.isLoopbackAddress())
                || hosts.allows(address, to.port());
    }

    private InetAddress[] ask(String host) throws RefusedException {
        try {
            return names.of(host);
        } catch (UnknownHostException unknown) {
            throw RefusedException.unreachable("the host " + host + " is not known here");
        }
    }

    private static boolean isReserved(byte[] address, boolean old) {
        int first = address[0] & BYTE;
        int second = address[1] & BYTE;
        if (!old) {
            // Unique local ones, and those that a gateway turns into the old ones.
            return (first & 0xfe) == 0xfc || (first == 0 && second == 0x64);
        }
        return first == 0
                // Shared by the customers of a provider; some clouds keep their metadata there.
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 192 && second == 0 && address[2] == 0)
                || (first == 198 && (second & 0xfe) == 18)
                // The host of a machine in Azure.
                || (first == 168 && second == 63 && (address[2] & BYTE) == 129 && address[3] == 16)
                || first >= 240;
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            // Without a list of interfaces it can still be reached by no other name than its own.
            return true;
        }
    }
}
