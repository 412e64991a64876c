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
package io.jamesconnectors.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A raw SMTP conversation: a command out, the last line of the reply back. Tests read like transcripts. */
public final class SmtpDialogue implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private List<String> lastReply = List.of();

    private SmtpDialogue(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Connects from {@code client}, a loopback address such as 127.0.0.2, and reads the greeting. */
    public static SmtpDialogue open(String client, InetSocketAddress server) throws IOException {
        return open(client, server, new byte[0]);
    }

    /** As {@link #open(String, InetSocketAddress)}, but these bytes go first: a PROXY header. */
    public static SmtpDialogue open(String client, InetSocketAddress server, byte[] preamble) throws IOException {
        SmtpDialogue dialogue = connect(client, server);
        dialogue.write(preamble);
        dialogue.readReply();
        return dialogue;
    }

    /** As {@link #open(String, InetSocketAddress)}, with TLS from the first byte. */
    public static SmtpDialogue openTls(String client, InetSocketAddress server, SSLContext context, String... versions) throws IOException {
        SmtpDialogue dialogue = connect(client, server);
        dialogue.startTls(context, versions);
        dialogue.readReply();
        return dialogue;
    }

    private static SmtpDialogue connect(String client, InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(client), 0));
        socket.connect(server, TIMEOUT_MILLIS);
        return new SmtpDialogue(socket);
    }

    /** Sends bytes as they are, and reads nothing. */
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends a command and gives the last line of the reply. */
    public String send(String command) throws IOException {
        out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return readReply();
    }

    /** All lines of the last reply. */
    public List<String> lastReply() {
        return lastReply;
    }

    /** Continues under TLS with whatever certificate the server has, in one of these versions; the caller has had its 220 to STARTTLS. */
    public void startTls(SSLContext context, String... versions) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        if (versions.length > 0) {
            tls.setEnabledProtocols(versions);
        }
        tls.startHandshake();
        socket = tls;
        in = tls.getInputStream();
        out = tls.getOutputStream();
    }

    /** One whole message; gives the reply to the final dot, or the first reply that refuses. */
    public String message(String sender, String recipient, String subject) throws IOException {
        for (String command : List.of("MAIL FROM:<" + sender + ">", "RCPT TO:<" + recipient + ">", "DATA")) {
            String reply = send(command);
            if (reply.charAt(0) > '3') {
                return reply;
            }
        }
        return send("From: <" + sender + ">\r\nTo: <" + recipient + ">\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject + "@it.test>\r\n\r\nHello.\r\n.");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Reads one more reply; gives its last line. */
    public String readReply() throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("connection closed after " + lines + line);
                }
                line.append((char) c);
            }
            lines.add(line.toString().strip());
        } while (lines.get(lines.size() - 1).length() > 3 && lines.get(lines.size() - 1).charAt(3) == '-');
        lastReply = List.copyOf(lines);
        return lines.get(lines.size() - 1);
    }
}
