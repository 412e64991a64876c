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
package io.jamesconnectors.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A few lines of SMTP with a gateway on this machine, as a device would say them: one command, one reply.
 * For the demonstration and tests; mail of the gateway itself leaves through the pool of the connectors.
 */
final class SmtpTalk implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(30).toMillis();

    private Socket socket;
    private BufferedReader replies;
    private String greeting = "";

    private SmtpTalk(Socket socket) throws IOException {
        this.socket = socket;
        this.replies = reader(socket);
    }

    /** Connects from an address of this machine and waits for the greeting. */
    static SmtpTalk open(String from, ListenAddress server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName(server.host()), server.port()), TIMEOUT_MILLIS);
            SmtpTalk talk = new SmtpTalk(socket);
            talk.greeting = talk.reply();
            return talk;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * What came of sending a mail.
     *
     * @param reply the reply that settled it: the first refusal, or that to the end of the data
     * @param tls what the session was protected by; empty in clear
     */
    record Sent(String reply, Optional<SSLSession> tls) {
    }

    /**
     * Who sends.
     *
     * @param address the address of this machine to connect from
     * @param overTls whether STARTTLS is said
     * @param identity the certificate that is shown when the server asks; none where it is empty
     */
    record Client(String address, boolean overTls, KeyManager... identity) {
    }

    /** Greets, over TLS if asked, and sends one mail. */
    static Sent send(String from, ListenAddress server, boolean overTls, String sender, String recipient, String subject) throws IOException {
        return send(new Client(from, overTls), server, "<" + sender + ">", recipient, subject);
    }

    /** The same, with what follows {@code MAIL FROM:}, parameters and all. */
    static Sent send(Client client, ListenAddress server, String sender, String recipient, String subject) throws IOException {
        try (SmtpTalk talk = open(client.address, server)) {
            if (!talk.isGreeted()) {
                return new Sent(talk.greeting, Optional.empty());
            }
            talk.command("EHLO device.test");
            if (client.overTls) {
                talk.startTls(client.identity);
                talk.command("EHLO device.test");
            }
            for (String command : new String[] {"MAIL FROM:" + sender, "RCPT TO:<" + recipient + ">", "DATA"}) {
                String reply = talk.command(command);
                if (reply.charAt(0) > '3') {
                    return new Sent(reply, talk.tls());
                }
            }
            String last = talk.command("From: <" + author(sender) + ">\r\nTo: <" + recipient + ">\r\nSubject: " + subject + "\r\n\r\n" + subject + "\r\n.");
            return new Sent(last, talk.tls());
        }
    }

    /** Says a line and returns the last line of the reply. */
    String command(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return reply();
    }

    /** Whoever answers is believed: the certificate is the gateway's own, and we know where we connected to. */
    private void startTls(KeyManager... identity) throws IOException {
        String reply = command("STARTTLS");
        if (!reply.startsWith("220")) {
            throw new IOException("STARTTLS: " + reply + " (expected: 220)");
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity, new TrustManager[] {new Anyone()}, null);
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
            tls.startHandshake();
            socket = tls;
            replies = reader(tls);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not to be had", e);
        }
    }

    private Optional<SSLSession> tls() {
        return socket instanceof SSLSocket tls ? Optional.of(tls.getSession()) : Optional.empty();
    }

    private String reply() throws IOException {
        String line;
        do {
            line = replies.readLine();
            if (line == null) {
                throw new IOException("the server hung up");
            }
        } while (line.length() > 3 && line.charAt(3) == '-');
        return line;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private boolean isGreeted() {
        return greeting.startsWith("220");
    }

    /** The address in {@code <scanner@contoso.test> SIZE=1}; another one for the null sender. */
    private static String author(String sender) {
        String address = sender.substring(sender.indexOf('<') + 1, sender.indexOf('>'));
        return address.isEmpty() ? "device@contoso.test" : address;
    }

    @Override
    public void close() throws IOException {
        try {
            if (isGreeted()) {
                command("QUIT");
            }
        } finally {
            socket.close();
        }
    }

    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("a client does not judge clients");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // See startTls.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
