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
package io.jamesconnectors.testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The client side of an SMTP dialogue, word by word. */
public final class SmtpDialogue implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private Socket socket;
    private InputStream in;

    SmtpDialogue(SinkSmtpServer server) throws IOException {
        this(server.host(), server.port());
    }

    /** Connects; whoever does not answer for a minute is given up. */
    public SmtpDialogue(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends the lines in one piece, each with CRLF. */
    public SmtpDialogue send(String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** The last line of the next reply. */
    public String reply() throws IOException {
        List<String> lines = replyLines();
        return lines.get(lines.size() - 1);
    }

    /** All lines of the next reply. */
    public List<String> replyLines() throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                line.append((char) c);
            }
            lines.add(line.charAt(line.length() - 1) == '\r' ? line.substring(0, line.length() - 1) : line.toString());
        } while (lines.get(lines.size() - 1).charAt(3) == '-');
        return lines;
    }

    /** Sends a line, and returns the last one of the reply. */
    public String say(String line) throws IOException {
        return send(line).reply();
    }

    /** Shakes hands as a client. */
    public SSLSession startTls(SSLContext context) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, "mail.contoso.com", socket.getPort(), true);
        secure.startHandshake();
        socket = secure;
        in = new BufferedInputStream(secure.getInputStream());
        return secure.getSession();
    }

    /** A context that trusts this authority and shows no certificate. */
    public static SSLContext trusting(TestCa ca) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(ca.trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
