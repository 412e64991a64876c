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
package io.jamesconnectors.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.jamesconnectors.testing.TestCa;

/** The client's side of a connection: one command, one reply. */
final class SmtpDialogue implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private Socket socket;
    private BufferedReader reader;

    private SmtpDialogue(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.reader = reader();
    }

    /** Connects and says {@code before}, if anything, before the greeting, as a proxy does. */
    static SmtpDialogue connect(InetSocketAddress server, String before) throws IOException {
        SmtpDialogue dialogue = new SmtpDialogue(new Socket(server.getAddress(), server.getPort()));
        dialogue.write(before);
        dialogue.reply();
        dialogue.say("EHLO client.example");
        return dialogue;
    }

    /** Says {@code before}, if anything, and connects by TLS from the first byte on, as {@code client} does. */
    static SmtpDialogue connectByTls(InetSocketAddress server, String before, SSLContext client, String protocol) throws IOException {
        SmtpDialogue dialogue = new SmtpDialogue(new Socket(server.getAddress(), server.getPort()));
        dialogue.write(before);
        dialogue.secure(client, protocol);
        dialogue.reply();
        dialogue.say("EHLO client.example");
        return dialogue;
    }

    /** Sends a line and returns the last line of the reply. */
    String say(String line) throws IOException {
        write(line + "\r\n");
        return reply();
    }

    /** Sends a line and returns the whole reply. */
    List<String> sayAll(String line) throws IOException {
        write(line + "\r\n");
        List<String> lines = new ArrayList<>(List.of(reader.readLine()));
        while (lines.get(lines.size() - 1).startsWith("-", 3)) {
            lines.add(reader.readLine());
        }
        return lines;
    }

    /** Sends a message of these lines and returns the reply to its end. */
    String message(String... lines) throws IOException {
        String go = say("DATA");
        return go.startsWith("354") ? say(String.join("\r\n", lines) + "\r\n.") : go;
    }

    /** Sends these lines at once, without waiting for the replies. */
    void write(List<String> lines) throws IOException {
        write(String.join("\r\n", lines) + "\r\n");
    }

    /** The last line of the next reply. */
    String next() throws IOException {
        return reply();
    }

    void startTls(TestCa ca) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(ca.trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        startTls(context, "TLSv1.3");
    }

    /** STARTTLS, and the handshake of {@code client} with this version of TLS. */
    void startTls(SSLContext client, String protocol) throws IOException {
        say("STARTTLS");
        secure(client, protocol);
    }

    /** The TLS session; there is one only after STARTTLS. */
    SSLSession tls() {
        return ((SSLSocket) socket).getSession();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void secure(SSLContext client, String protocol) throws IOException {
        SSLSocket secured = (SSLSocket) client.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secured.setEnabledProtocols(new String[] {protocol});
        secured.startHandshake();
        socket = secured;
        reader = reader();
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private String reply() throws IOException {
        String line = reader.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = reader.readLine();
        }
        return line == null ? "closed" : line;
    }

    private BufferedReader reader() throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}
