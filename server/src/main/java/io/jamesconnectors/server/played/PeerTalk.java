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
package io.jamesconnectors.server.played;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.ClientTls;

/** SMTP as a peer speaks it to a listener of ours: one line, one reply. Used by one thread, which waits; each wait has an end. */
public final class PeerTalk {
    private static final int LONGEST_LINE = 4_096;
    private static final int MOST_LINES = 200;

    private Socket socket;
    private InputStream in;

    PeerTalk(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a line, and waits for the reply. */
    public Reply say(String line) throws IOException {
        write(line + "\r\n");
        return reply();
    }

    /** Sends these characters, one byte each, as they are. */
    public void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** What a proxy says first of its client, where one stands before the listener (PROXY, version 1). */
    public void comeByProxy(InetAddress client) throws IOException {
        boolean four = client instanceof Inet4Address;
        write("PROXY " + (four ? "TCP4 " : "TCP6 ") + InetAddresses.toAddrString(client) + (four ? " 127.0.0.1" : " ::1") + " 40000 25\r\n");
    }

    /** The next reply. */
    public Reply reply() throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = line();
            if (!line.matches("[2-5][0-9]{2}([ -].*)?")) {
                throw new IOException("reply: not one of SMTP (expected: a code of three digits)");
            }
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() < 4 || line.charAt(3) == ' ') {
                return Reply.of(Integer.parseInt(line.substring(0, 3)), lines);
            }
            if (lines.size() >= MOST_LINES) {
                throw new IOException("reply: more than " + MOST_LINES + " lines");
            }
        }
    }

    /** TLS from here on, without a look at who the server is. */
    public SSLSession secure(ClientTls tls) throws IOException {
        SSLSocket secured = tls.over(socket);
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        return secured.getSession();
    }

    /** What the server showed in the handshake; its own certificate first. */
    public static List<X509Certificate> chain(SSLSession session) {
        try {
            return Stream.of(session.getPeerCertificates()).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("reply: a line of more than " + LONGEST_LINE + " octets");
            }
            line.append((char) octet);
        }
        return line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? line.substring(0, line.length() - 1) : line.toString();
    }
}
