package io.jamesconnectors.smtp.session;

import java.net.InetSocketAddress;

import io.jamesconnectors.tls.TlsRequirement;

/**
 * One address of one host, and what a connection to it must prove. Two connections to equal destinations are interchangeable;
 * a message never rides a connection that was admitted under another requirement.
 *
 * @param host the name for SNI and for logs, or an address literal without brackets
 * @param address resolved
 * @param requirement the floor, verified before anything but EHLO and STARTTLS is sent
 * @param ehloName the name by which we introduce ourselves
 */
public record Destination(String host, InetSocketAddress address, TlsRequirement requirement, String ehloName) {
    public Destination {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("address: " + host + " is unresolved (expected: an IP address)");
        }
    }
}
