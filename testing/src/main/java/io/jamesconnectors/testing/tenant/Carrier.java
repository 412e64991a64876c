/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.jamesconnectors.testing.tenant;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import io.jamesconnectors.testing.tenant.Consignment.Outcome;

/**
 * Brings mail to other servers as Exchange Online does: one message a connection, STARTTLS with a client certificate, no retry in clear. Own replies are
 * those of reference §4.2. Strict: commands one by one, and nothing said out of turn counts.
 */
final class Carrier implements AutoCloseable {
    private static final int CONNECT_MILLIS = 30_000;
    private static final String NO_STARTTLS = "450 4.4.317 Cannot connect to remote server [Message=451 5.7.3 STARTTLS is required to send mail]";

    private final String helloName;
    private final Optional<InetAddress> from;
    private final SSLContext tls;
    private final ServerTrust trust;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Carrier(String helloName, Optional<InetAddress> from, SSLContext tls, ServerTrust trust) {
        this.helloName = helloName;
        this.from = from;
        this.tls = tls;
        this.trust = trust;
    }

    /** Blocks until each recipient has its reply. */
    Outcome carry(Consignment consignment) {
        List<String> transcript = new ArrayList<>();
        Map<String, String> replies = new LinkedHashMap<>();
        try {
            attempt(consignment, replies, transcript);
        } catch (NotDelivered e) {
            consignment.recipients().keySet().forEach(recipient -> replies.putIfAbsent(recipient, e.reply()));
        }
        return new Outcome(replies, transcript);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void attempt(Consignment consignment, Map<String, String> replies, List<String> transcript) throws NotDelivered {
        try (Socket socket = new Socket()) {
            open.add(socket);
            try {
                connect(socket, consignment.host());
                converse(new SmtpTalk(socket, transcript), consignment, replies);
            } finally {
                open.remove(socket);
            }
        } catch (SocketTimeoutException e) {
            throw new NotDelivered("450 4.4.315 Connection timed out");
        } catch (SSLException e) {
            throw new NotDelivered("450 4.4.317 Cannot connect to remote server [Message=" + e.getMessage() + "]");
        } catch (IOException e) {
            throw new NotDelivered("450 4.4.318 Connection was closed abruptly");
        }
    }

    private void connect(Socket socket, NextHost host) throws IOException, NotDelivered {
        if (closed) {
            throw new IOException("the tenant is closed");
        }
        try {
            socket.setTcpNoDelay(true);
            if (from.isPresent()) {
                socket.bind(new InetSocketAddress(from.get(), 0));
            }
            InetSocketAddress address = new InetSocketAddress(host.host(), host.port());
            if (address.isUnresolved()) {
                throw new NotDelivered("450 4.4.312 DNS query failed");
            }
            socket.connect(address, CONNECT_MILLIS);
        } catch (ConnectException e) {
            throw new NotDelivered("450 4.4.316 Connection refused");
        }
    }

    private void converse(SmtpTalk talk, Consignment consignment, Map<String, String> replies) throws IOException, NotDelivered {
        yes(talk.reply());
        List<String> offered = yes(talk.say("EHLO " + helloName));
        boolean secured = offers(offered, "STARTTLS");
        if (secured) {
            secure(talk, consignment);
            offered = yes(talk.say("EHLO " + helloName));
        } else if (consignment.tlsSettings() != TlsSettings.OPPORTUNISTIC) {
            throw new NotDelivered(NO_STARTTLS);
        }
        yes(talk.say("MAIL FROM:<" + consignment.sender() + ">" + parameters(offered, secured, consignment)));
        Map<String, String> taken = new LinkedHashMap<>();
        for (Map.Entry<String, String> recipient : consignment.recipients().entrySet()) {
            String reply = last(talk.say("RCPT TO:<" + recipient.getValue() + ">"));
            if (reply.startsWith("2")) {
                taken.put(recipient.getKey(), reply);
            } else {
                replies.put(recipient.getKey(), failure(reply));
            }
        }
        if (!taken.isEmpty()) {
            String ready = last(talk.say("DATA"));
            String end = ready.startsWith("354") ? last(talk.content(consignment.content())) : failure(ready);
            taken.keySet().forEach(recipient -> replies.put(recipient, end.startsWith("2") ? end : failure(end)));
        }
        farewell(talk);
    }

    private void secure(SmtpTalk talk, Consignment consignment) throws IOException, NotDelivered {
        yes(talk.say("STARTTLS"));
        if (talk.hasMore()) {
            throw new NotDelivered("450 4.4.317 Cannot connect to remote server [Message=more than one reply to STARTTLS]");
        }
        SSLSession session = talk.secure(tls, consignment.host().name());
        trust.check(session, consignment.tlsSettings(), consignment.tlsDomain());
    }

    private static String parameters(List<String> offered, boolean secured, Consignment consignment) {
        StringBuilder parameters = new StringBuilder();
        if (offers(offered, "SIZE")) {
            parameters.append(" SIZE=").append(consignment.content().length);
        }
        if (offers(offered, "8BITMIME") && hasHighBits(consignment.content())) {
            parameters.append(" BODY=8BITMIME");
        }
        if (secured && offers(offered, "XOORG")) {
            consignment.originatorOrg().ifPresent(domain -> parameters.append(" XOORG=").append(domain));
        }
        return parameters.toString();
    }

    private static boolean hasHighBits(byte[] content) {
        for (byte each : content) {
            if (each < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a reply to EHLO has this keyword. */
    private static boolean offers(List<String> lines, String keyword) {
        return lines.stream().skip(1).map(line -> line.substring(Math.min(4, line.length())).toUpperCase(Locale.ROOT).split(" ", 2)[0])
            .anyMatch(keyword::equals);
    }

    private static void farewell(SmtpTalk talk) {
        try {
            talk.quit();
        } catch (IOException | NotDelivered e) {
            // All that counts was said before.
        }
    }

    private static List<String> yes(List<String> reply) throws NotDelivered {
        if (!last(reply).startsWith("2")) {
            throw new NotDelivered(failure(last(reply)));
        }
        return reply;
    }

    /** A reply that makes no sense where it came is {@code 5.0.350} (reference §4.2). */
    private static String failure(String reply) {
        return reply.startsWith("4") || reply.startsWith("5") ? reply : "550 5.0.350 Remote server returned: " + reply;
    }

    private static String last(List<String> reply) {
        return reply.get(reply.size() - 1);
    }
}
