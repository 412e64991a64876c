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

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.jamesconnectors.testing.SmtpInput;

/** The client's side of one SMTP connection: one command, one reply, and all of it written down. */
final class SmtpTalk {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int FAREWELL_MILLIS = 5_000;
    private static final int MAX_LINES = 256;
    private static final Pattern REPLY = Pattern.compile("[2-5]\\d\\d([ -].*)?");

    private final List<String> lines;
    private Socket socket;
    private SmtpInput in;
    private OutputStream out;

    /** Takes a connection over. Whoever made it closes it. */
    SmtpTalk(Socket socket, List<String> lines) throws IOException {
        this.lines = lines;
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new SmtpInput(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Says a command, and returns the lines of the reply. */
    List<String> say(String command) throws IOException, NotDelivered {
        lines.add("C: " + command);
        out.write((command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return reply();
    }

    /** The lines of the next reply, all of one code; what is none is {@code 5.0.350} (reference §4.2). */
    List<String> reply() throws IOException, NotDelivered {
        List<String> reply = new ArrayList<>();
        do {
            String line = in.line();
            lines.add("S: " + line);
            if (!REPLY.matcher(line).matches() || !reply.isEmpty() && !line.startsWith(reply.get(0).substring(0, 3)) || reply.size() == MAX_LINES) {
                throw new NotDelivered("550 5.0.350 Remote server returned an undecodable reply");
            }
            reply.add(line);
        } while (reply.get(reply.size() - 1).startsWith("-", 3));
        return reply;
    }

    /** Whether the server has said more than it was asked: a reply that came before TLS must not count after it (CVE-2011-0411). */
    boolean hasMore() {
        return !in.isEmpty();
    }

    SSLSession secure(SSLContext context, String name) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
        secure.startHandshake();
        lines.add("--- " + secure.getSession().getProtocol() + " ---");
        socket = secure;
        in = new SmtpInput(secure.getInputStream());
        out = new BufferedOutputStream(secure.getOutputStream());
        return secure.getSession();
    }

    /** Ends it as one should, with QUIT and TLS told; whoever does not answer soon is not waited for. */
    void quit() throws IOException, NotDelivered {
        socket.setSoTimeout(FAREWELL_MILLIS);
        say("QUIT");
        socket.close();
    }

    /** Sends the content with dots stuffed (RFC 5321 §4.5.2), and returns the reply to its end. */
    List<String> content(byte[] content) throws IOException, NotDelivered {
        boolean lineStart = true;
        for (int i = 0; i < content.length; i++) {
            if (lineStart && content[i] == '.') {
                out.write('.');
            }
            out.write(content[i]);
            lineStart = content[i] == '\n' && i > 0 && content[i - 1] == '\r';
        }
        out.write((lineStart ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        lines.add("C: (" + content.length + " bytes)");
        return reply();
    }
}
