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
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.getByName(client), 0));
        socket.connect(server, TIMEOUT_MILLIS);
        SmtpDialogue dialogue = new SmtpDialogue(socket);
        dialogue.readReply();
        return dialogue;
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

    /** Continues under TLS with whatever certificate the server has; the caller has had its 220 to STARTTLS. */
    public void startTls(SSLContext context) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
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

    private String readReply() throws IOException {
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
