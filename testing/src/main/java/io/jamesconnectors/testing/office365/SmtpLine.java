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
package io.jamesconnectors.testing.office365;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLSocket;

import io.jamesconnectors.testing.SmtpInput;

/** The wire of one connection: what goes over it is written down. Replies go out in one piece, when all that has arrived is answered (RFC 2920 §3.2). */
final class SmtpLine {
    private static final int IDLE_MILLIS = 600_000;

    private final Socket plain;
    private final WireLog log;
    private final Office365Record record;
    private Socket socket;
    private SmtpInput in;
    private OutputStream out;

    SmtpLine(Socket socket, WireLog log, Office365Record record) throws IOException {
        this.plain = socket;
        this.socket = socket;
        this.log = log;
        this.record = record;
        socket.setSoTimeout(IDLE_MILLIS);
        this.in = new SmtpInput(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    String command() throws IOException {
        String line = next();
        log.command(line);
        return line;
    }

    /** Sends {@code 334} and returns the answer, which is never written down. */
    String challenge(String text) throws IOException {
        reply("334 " + text);
        String line = next();
        log.secret(line);
        return line;
    }

    SmtpInput.Content content(int most) throws IOException {
        out.flush();
        SmtpInput.Content content = new SmtpInput.Content(most);
        in.content(content);
        log.content(content.size());
        return content;
    }

    void chunk(long length, SmtpInput.Content content) throws IOException {
        in.chunk(length, content);
        log.content(length);
    }

    /** Whether the client has said more than was read. */
    boolean hasMore() {
        return !in.isEmpty();
    }

    /** Says a line; control characters that a client has put into it are shown as question marks. */
    void reply(String text) throws IOException {
        String reply = text.replaceAll("\\p{Cntrl}", "?");
        log.reply(reply);
        record.said(reply.length() > 3 && reply.charAt(3) == '-' ? reply.substring(0, 3) : reply);
        out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    void secure(SmtpEndpoint endpoint, Client client) throws IOException {
        out.flush();
        SSLSocket secure = (SSLSocket) endpoint.tls().getSocketFactory().createSocket(plain, null, true);
        secure.setUseClientMode(false);
        secure.setEnabledProtocols(endpoint.wire().tlsProtocols().toArray(String[]::new));
        secure.setWantClientAuth(endpoint.policy().asksForCertificate());
        secure.startHandshake();
        log.handshake(secure.getSession().getProtocol());
        client.secured(secure.getSession().getProtocol(), CertificateNames.trusted(secure.getSession(), endpoint.clientTrust()));
        socket = secure;
        in = new SmtpInput(secure.getInputStream());
        out = new BufferedOutputStream(secure.getOutputStream());
    }

    void close() throws IOException {
        out.flush();
        socket.close();
    }

    private String next() throws IOException {
        if (in.isEmpty()) {
            out.flush();
        }
        return in.line();
    }
}
