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

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/** One connection to a {@link SinkSmtpServer}. Replies go out in one piece, when all that has arrived is answered (RFC 2920 §3.2). */
final class SinkSession {
    private static final int MAX_HEADER = 8_192;
    private static final int IDLE_MILLIS = 600_000;

    private final SinkSmtpServer server;
    private final SinkBehaviour behaviour;
    private final Socket socket;
    private final List<String> recipients = new ArrayList<>();
    private SmtpInput in;
    private OutputStream out;
    private Optional<String> tlsProtocol = Optional.empty();
    private Optional<String> login = Optional.empty();
    private @Nullable SSLSocket secured;
    private @Nullable String sender;
    private SmtpInput.@Nullable Content content;

    SinkSession(SinkSmtpServer server, SinkBehaviour behaviour, Socket socket) throws IOException {
        this.server = server;
        this.behaviour = behaviour;
        this.socket = socket;
        socket.setSoTimeout(IDLE_MILLIS);
        this.in = new SmtpInput(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    void run() throws IOException {
        reply("220 " + behaviour.hostName() + " ESMTP");
        boolean open = true;
        while (open) {
            if (in.isEmpty()) {
                out.flush();
            }
            String line = in.line();
            server.commandReceived(line);
            open = handle(line);
        }
        out.flush();
        if (secured != null) {
            secured.close();
        }
    }

    private boolean handle(String line) throws IOException {
        String[] words = line.split(" ", 2);
        String argument = words.length > 1 ? words[1].strip() : "";
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "EHLO" -> ehlo();
            case "HELO" -> reply("250 " + behaviour.hostName());
            case "STARTTLS" -> {
                return startTls();
            }
            case "AUTH" -> logIn(argument);
            case "MAIL" -> mail(argument);
            case "RCPT" -> recipient(argument);
            case "DATA" -> data();
            case "BDAT" -> bdat(argument);
            case "RSET" -> {
                forget();
                reply("250 2.0.0 Forgotten");
            }
            case "NOOP" -> reply("250 2.0.0 Here");
            case "QUIT" -> {
                reply("221 2.0.0 Bye");
                return false;
            }
            default -> reply("500 5.5.2 Not understood");
        }
        return true;
    }

    private void ehlo() throws IOException {
        forget();
        List<String> lines = new ArrayList<>(List.of(behaviour.hostName()));
        lines.addAll(behaviour.extensions(tlsProtocol.isPresent()));
        for (int i = 0; i < lines.size(); i++) {
            reply("250" + (i == lines.size() - 1 ? " " : "-") + lines.get(i));
        }
    }

    /** False when the connection must end: whatever came in clear behind STARTTLS is never taken for something said under TLS (CVE-2011-0411). */
    private boolean startTls() throws IOException {
        Optional<SSLContext> context = behaviour.sslContext();
        if (context.isEmpty() || tlsProtocol.isPresent()) {
            reply("503 5.5.1 No TLS here");
            return true;
        }
        if (!in.isEmpty()) {
            reply("554 5.5.0 Commands behind STARTTLS");
            return false;
        }
        reply("220 2.0.0 Go ahead");
        out.flush();
        long begun = System.currentTimeMillis();
        SSLSocket secure = (SSLSocket) context.get().getSocketFactory().createSocket(socket, null, true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        // A resumed session is as old as the handshake that began it.
        server.handshakeDone(secure.getSession().getCreationTime() < begun);
        tlsProtocol = Optional.of(secure.getSession().getProtocol());
        secured = secure;
        in = new SmtpInput(secure.getInputStream());
        out = new BufferedOutputStream(secure.getOutputStream());
        forget();
        return true;
    }

    private void logIn(String argument) throws IOException {
        String[] words = argument.split(" ", 2);
        if (!behaviour.hasLogins() || tlsProtocol.isEmpty() || words.length < 2 || !words[0].equalsIgnoreCase("PLAIN")) {
            reply("504 5.5.4 AUTH PLAIN with an initial response expected, over TLS");
            return;
        }
        try {
            login = Optional.of(new String(Base64.getDecoder().decode(words[1].strip()), StandardCharsets.UTF_8).split("\0", 3)[1]);
            reply("235 2.7.0 Believed");
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            reply("501 5.5.2 Not understood");
        }
    }

    private void mail(String argument) throws IOException {
        Optional<String> address = address("FROM:", argument);
        if (behaviour.tlsRequired() && tlsProtocol.isEmpty()) {
            reply("530 5.7.0 Must issue a STARTTLS command first");
        } else if (sender != null) {
            reply("503 5.5.1 MAIL was given already");
        } else if (address.isEmpty()) {
            reply("501 5.5.4 MAIL FROM:<address> expected");
        } else if (declaredSize(argument) > behaviour.maxSize()) {
            reply("552 5.3.4 Too large");
        } else {
            Optional<String> refusal = behaviour.mailRefusal();
            if (refusal.isEmpty()) {
                sender = address.get();
            }
            reply(refusal.orElse("250 2.1.0 Sender accepted"));
        }
    }

    private void recipient(String argument) throws IOException {
        Optional<String> address = address("TO:", argument);
        if (sender == null) {
            reply("503 5.5.1 MAIL first");
        } else if (address.isEmpty() || address.get().isEmpty()) {
            reply("501 5.5.4 RCPT TO:<address> expected");
        } else {
            Optional<String> refusal = behaviour.recipientRefusal(address.get());
            if (refusal.isEmpty()) {
                recipients.add(address.get());
            }
            reply(refusal.orElse("250 2.1.5 Recipient accepted"));
        }
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            reply(sender == null ? "503 5.5.1 MAIL first" : "554 5.5.1 No valid recipients");
            return;
        }
        reply("354 Go ahead");
        out.flush();
        SmtpInput.Content whole = newContent();
        in.content(whole);
        take(whole);
    }

    private void bdat(String argument) throws IOException {
        String[] words = argument.split(" ", 2);
        if (!behaviour.hasChunking() || !words[0].matches("\\d{1,18}")) {
            reply("500 5.5.2 Not understood");
            return;
        }
        SmtpInput.Content chunks = content == null ? newContent() : content;
        in.chunk(Long.parseLong(words[0]), chunks);
        content = chunks;
        if (recipients.isEmpty()) {
            reply("503 5.5.1 No valid recipients");
        } else if (words.length == 2 && words[1].strip().equalsIgnoreCase("LAST")) {
            take(chunks);
        } else {
            reply("250 2.0.0 Chunk taken");
        }
    }

    private void take(SmtpInput.Content whole) throws IOException {
        if (sender != null) {
            server.messageReceived(new ReceivedMessage(sender, recipients, whole.kept(), whole.size(), tlsProtocol, login), whole.bareLineFeeds());
        }
        forget();
        reply("250 2.6.0 Message accepted");
    }

    private SmtpInput.Content newContent() {
        return new SmtpInput.Content(Math.max(MAX_HEADER, behaviour.bytesKept()));
    }

    private void forget() {
        sender = null;
        recipients.clear();
        content = null;
    }

    private void reply(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> address(String keyword, String argument) {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return Optional.empty();
        }
        String path = argument.substring(keyword.length()).strip();
        int end = path.indexOf('>');
        return path.startsWith("<") && end > 0 ? Optional.of(path.substring(1, end)) : Optional.empty();
    }

    private static long declaredSize(String argument) {
        for (String word : argument.toUpperCase(Locale.ROOT).split(" ")) {
            if (word.matches("SIZE=\\d{1,18}")) {
                return Long.parseLong(word.substring("SIZE=".length()));
            }
        }
        return 0;
    }
}
