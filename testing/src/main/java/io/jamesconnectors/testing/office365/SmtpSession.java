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

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.SmtpInput;

/** One connection: the commands of RFC 5321, 3030, 3207 and 4954, and the order in which they make sense. What is allowed, the {@link EndpointPolicy} says. */
final class SmtpSession {
    private static final String TLS_FIRST = "530 5.7.0 Must issue a STARTTLS command first";
    private static final Pattern MAIL_PARAMETER =
        Pattern.compile("(SIZE=\\d{1,18}|BODY=(7BIT|8BITMIME|BINARYMIME)|SMTPUTF8|RET=(FULL|HDRS)|ENVID=\\S+|AUTH=\\S+|XOORG=\\S+)");
    private static final Pattern RCPT_PARAMETER = Pattern.compile("(NOTIFY=\\S+|ORCPT=\\S+)");

    private final SmtpEndpoint endpoint;
    private final EndpointPolicy policy;
    private final Client client;
    private final SmtpLine line;
    private final List<String> recipients = new ArrayList<>();
    private boolean greeted;
    private @Nullable String sender;
    private SmtpInput.@Nullable Content chunks;

    SmtpSession(SmtpEndpoint endpoint, Socket socket, Client client, WireLog log) throws IOException {
        this.endpoint = endpoint;
        this.policy = endpoint.policy();
        this.client = client;
        this.line = new SmtpLine(socket, log, endpoint.record());
    }

    void run() throws IOException {
        boolean open = say(endpoint.plannedReply(Phase.GREETING)
            .orElse("220 " + endpoint.hostName() + " Stand-in for Office 365, made for tests; not Microsoft's software. ESMTP ready"));
        while (open) {
            String command = line.command();
            if (!endpoint.clock().instant().isBefore(client.since().plus(endpoint.wire().connectionLifetime()))) {
                say(endpoint.wire().lifetimeReply());
                break;
            }
            open = handle(command);
        }
        line.close();
    }

    /** False when the connection ends with this command. */
    private boolean handle(String command) throws IOException {
        String[] words = command.split(" ", 2);
        String argument = words.length > 1 ? words[1].strip() : "";
        return switch (words[0].toUpperCase(Locale.ROOT)) {
            case "EHLO", "HELO" -> hello(words[0], argument);
            case "STARTTLS" -> startTls();
            case "AUTH" -> login(argument);
            case "MAIL" -> mail(argument);
            case "RCPT" -> recipient(argument);
            case "DATA" -> data();
            case "BDAT" -> chunk(argument);
            case "RSET" -> {
                forget();
                yield say("250 2.0.0 Resetting");
            }
            case "NOOP" -> say("250 2.0.0 OK");
            case "QUIT" -> {
                policy.left(client);
                say("221 2.0.0 Service closing transmission channel");
                yield false;
            }
            default -> say("500 5.3.3 Unrecognized command");
        };
    }

    private boolean hello(String verb, String name) throws IOException {
        if (name.isEmpty()) {
            return say("501 5.5.4 Domain name expected");
        }
        forget();
        greeted = true;
        client.greeted(name);
        List<String> lines = new ArrayList<>();
        lines.add(endpoint.hostName() + " Hello [" + client.address().getHostAddress() + "]");
        if (verb.equalsIgnoreCase("EHLO")) {
            lines.addAll(endpoint.wire().keywords(client.isOverTls()));
        }
        for (int i = 0; i < lines.size(); i++) {
            say("250" + (i == lines.size() - 1 ? " " : "-") + lines.get(i));
        }
        return true;
    }

    /** Whatever came in clear behind STARTTLS is never taken for something said under TLS (CVE-2011-0411). */
    private boolean startTls() throws IOException {
        if (client.isOverTls()) {
            return say("503 5.5.2 Only one STARTTLS command allowed");
        }
        if (line.hasMore()) {
            say("554 5.5.0 Commands behind STARTTLS");
            return false;
        }
        say("220 2.0.0 SMTP server ready");
        line.secure(endpoint, client);
        greeted = false;
        forget();
        return true;
    }

    private boolean login(String argument) throws IOException {
        if (!client.isOverTls()) {
            return say(TLS_FIRST);
        }
        if (!greeted || sender != null || client.mailbox().isPresent()) {
            return say("503 5.5.1 Bad sequence of commands");
        }
        Optional<String> planned = endpoint.plannedReply(Phase.AUTH);
        return say(planned.isPresent() ? planned.get() : policy.login(client, argument, line::challenge));
    }

    private boolean mail(String argument) throws IOException {
        Optional<SmtpPath> path = SmtpPath.parse("FROM:", argument, MAIL_PARAMETER);
        if (!greeted || sender != null) {
            return say(greeted ? "503 5.5.2 Sender already specified" : "503 5.5.2 Send hello first");
        }
        if (path.isEmpty()) {
            return say("501 5.5.4 MAIL FROM:<address> and known parameters expected");
        }
        if (path.get().size() > endpoint.wire().maxSize()) {
            return say("552 5.3.4 Message size exceeds fixed maximum message size");
        }
        if (client.messages() >= endpoint.wire().messagesPerConnection()) {
            say(endpoint.wire().lifetimeReply());
            return false;
        }
        String address = path.get().address();
        Optional<String> refusal = endpoint.plannedReply(Phase.MAIL).or(() -> policy.refuseSender(client, address));
        if (refusal.isEmpty()) {
            sender = address;
        }
        return say(refusal.orElse("250 2.1.0 Sender OK"));
    }

    private boolean recipient(String argument) throws IOException {
        Optional<SmtpPath> path = SmtpPath.parse("TO:", argument, RCPT_PARAMETER);
        String from = sender;
        if (from == null) {
            return say("503 5.5.2 Need mail command");
        }
        if (path.isEmpty() || path.get().address().isEmpty()) {
            return say("501 5.5.4 RCPT TO:<address> and known parameters expected");
        }
        if (recipients.size() >= endpoint.wire().recipientsPerMessage()) {
            return say("452 4.5.3 Too many recipients");
        }
        String address = path.get().address();
        Optional<String> refusal = endpoint.plannedReply(Phase.RCPT).or(() -> policy.refuseRecipient(client, from, address));
        if (refusal.isEmpty()) {
            recipients.add(address);
        } else {
            endpoint.delivery().refused(client.asPeer(), from, address, refusal.get());
        }
        return say(refusal.orElse("250 2.1.5 Recipient OK"));
    }

    private boolean data() throws IOException {
        if (recipients.isEmpty() || chunks != null) {
            return say(sender == null ? "503 5.5.2 Need mail command" : "503 5.5.2 Need rcpt command");
        }
        say("354 Start mail input; end with <CRLF>.<CRLF>");
        return take(line.content(endpoint.wire().bytesKept()));
    }

    private boolean chunk(String argument) throws IOException {
        String[] words = argument.split(" ", 2);
        if (!words[0].matches("\\d{1,18}") || words.length == 2 && !words[1].strip().equalsIgnoreCase("LAST")) {
            say("501 5.5.4 BDAT size [LAST] expected");
            return false;
        }
        long length = Long.parseLong(words[0]);
        SmtpInput.Content content = chunks == null ? new SmtpInput.Content(endpoint.wire().bytesKept()) : chunks;
        if (content.size() + length > endpoint.wire().maxSize()) {
            say("552 5.3.4 Message size exceeds fixed maximum message size");
            return false;
        }
        line.chunk(length, content);
        if (recipients.isEmpty()) {
            return say("503 5.5.2 Need rcpt command");
        }
        chunks = content;
        return words.length == 2 ? take(content) : say("250 2.6.0 " + length + " bytes received");
    }

    private boolean take(SmtpInput.Content content) throws IOException {
        String from = sender == null ? "" : sender;
        ReceivedMessage message = new ReceivedMessage(from, recipients, content.kept(), content.size(), client.tlsProtocol());
        Optional<String> refusal = content.size() > endpoint.wire().maxSize()
            ? Optional.of("552 5.3.4 Message size exceeds fixed maximum message size")
            : content.bareLineFeeds() > 0
                ? Optional.of("550 5.6.11 Bare line feeds are illegal")
                : endpoint.plannedReply(Phase.END_OF_DATA).or(() -> policy.refuseMessage(client, from, message.recipients(), message.text()));
        Optional<String> answer = refusal.isEmpty() ? deliver(message) : refusal;
        refusal.ifPresent(reply -> endpoint.delivery().refused(client.asPeer(), from, String.join(",", message.recipients()), reply));
        forget();
        return say(answer.orElse("250 2.6.0 Queued mail for delivery"));
    }

    /** Hands the message over; a refusal when nobody takes charge of it. */
    private Optional<String> deliver(ReceivedMessage message) {
        Office365Message taken = new Office365Message(endpoint.clock().instant(), client.mailbox().map(Mailbox::address),
            policy.connector(client, message.sender(), message.recipients()), message, client.asPeer());
        Optional<String> refusal = endpoint.delivery().take(taken);
        if (refusal.isEmpty()) {
            client.countMessage();
            endpoint.record().taken(taken);
        }
        return refusal;
    }

    private void forget() {
        sender = null;
        recipients.clear();
        chunks = null;
    }

    /** False when this reply ends the connection. */
    private boolean say(String reply) throws IOException {
        line.reply(reply);
        return !reply.startsWith("421");
    }
}
