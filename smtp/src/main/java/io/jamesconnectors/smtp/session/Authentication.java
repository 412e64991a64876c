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
package io.jamesconnectors.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import io.jamesconnectors.smtp.login.Account;
import io.jamesconnectors.smtp.login.Credentials;
import io.jamesconnectors.smtp.login.LoginRemedy;
import io.jamesconnectors.smtp.login.Mechanism;
import io.jamesconnectors.smtp.secret.Redaction;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.Capabilities;
import io.jamesconnectors.smtp.wire.Command;
import io.jamesconnectors.smtp.wire.CommandEncoder;
import io.jamesconnectors.smtp.wire.Printable;
import io.jamesconnectors.smtp.wire.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

/**
 * AUTH (RFC 4954), with a peer that has proved who it is. The first response goes with the command where the line stays within 512 octets, else after an empty
 * challenge (§4). A challenge to which nothing is left to say carries an error: it is decoded, answered, and told together with the reply that follows. What the
 * server says back of our secrets is blackened before anyone sees it.
 */
final class Authentication {
    private static final int LONGEST_COMMAND = 512;
    private static final int LONGEST_RESPONSE = 12_288;
    private static final int LONGEST_COMPLAINT = 300;
    private static final byte[] CRLF = {'\r', '\n'};

    private final VerifiedPeer peer;
    private final Credentials credentials;
    private final Channel channel;
    private final ReplyInbox inbox;
    private final Timeouts timeouts;
    private final Redaction redaction = new Redaction();

    Authentication(VerifiedPeer peer, Credentials credentials, Channel channel, ReplyInbox inbox, Timeouts timeouts) {
        this.peer = peer;
        this.credentials = credentials;
        this.channel = channel;
        this.inbox = inbox;
        this.timeouts = timeouts;
    }

    /**
     * Logs in.
     *
     * @return the mechanism that was used
     * @throws SessionException with {@link Fault#LOGIN} when the server refuses us, or offers nothing that serves; the connection is of no use any longer
     */
    Mechanism run(Capabilities offered) throws SessionException, InterruptedException {
        Mechanism mechanism = Mechanism.choose(credentials.login(), offered.mechanisms()).orElseThrow(() -> failed("the server offers "
            + (offered.mechanisms().isEmpty() ? "no login" : "AUTH " + Printable.of(String.join(" ", offered.mechanisms()), LONGEST_COMPLAINT))
            + " (expected: " + String.join(" or ", Mechanism.serving(credentials.login()).stream().map(Mechanism::name).toList()) + ")", null));
        List<Secret> responses = mechanism.responses(credentials.user(), credentials.proof());
        try {
            exchange(mechanism, responses);
            return mechanism;
        } finally {
            responses.forEach(Secret::close);
            redaction.close();
        }
    }

    private void exchange(Mechanism mechanism, List<Secret> responses) throws SessionException, InterruptedException {
        if (responses.stream().anyMatch(response -> response.length() + CRLF.length > LONGEST_RESPONSE)) {
            throw failed(mechanism + ": password or token too long (expected: at most " + LONGEST_RESPONSE + " octets on the wire)", null);
        }
        responses.forEach(redaction::add);
        redaction.add(credentials.proof());
        boolean atOnce = mechanism.clientSpeaksFirst() && "AUTH  ".length() + mechanism.name().length() + responses.get(0).length() + CRLF.length <= LONGEST_COMMAND;
        int said = atOnce ? 1 : 0;
        Reply reply = ask(new Command.Auth(mechanism.name(), atOnce ? Optional.of(responses.get(0)) : Optional.empty()));
        while (reply.code() == 334 && said < responses.size()) {
            reply = ask(new Command.AuthResponse(responses.get(said++)));
        }
        String complaint = "";
        if (reply.code() == 334) {
            complaint = "; challenge: " + complaint(reply);
            reply = ask(new Command.AuthResponse(mechanism.lastResponse()));
        }
        if (reply.code() == 235) {
            return;
        }
        if (reply.isPositive() || reply.isIntermediate()) {
            throw new SessionException(Phase.LOGIN, Fault.PROTOCOL, "login: " + reply.asString() + " (expected: 235)", reply, peer.verdict(), null);
        }
        if (!isAboutLogin(reply)) {
            throw new SessionException(Phase.LOGIN, Fault.REPLY, "login: " + reply.asString(), reply, peer.verdict(), null);
        }
        throw failed(mechanism + ": " + reply.asString() + complaint + "; " + LoginRemedy.of(reply, new Account(credentials.user(), credentials.login())), reply);
    }

    /** Not so where the server is busy, or finds us too fast: 421, 4.3.z, 4.7.500 and above, and what the catalogue knows as throttling. */
    private static boolean isAboutLogin(Reply reply) {
        if (reply.isPermanent()) {
            return true;
        }
        boolean refusal = reply.enhanced().map(code -> code.subject() == 7 && code.detail() < 500).orElse(reply.code() == 454 || reply.code() == 432);
        return refusal && reply.code() != 421 && !ReplyCatalogue.isThrottling(reply.asString());
    }

    private SessionException failed(String what, @Nullable Reply reply) {
        return new SessionException(Phase.LOGIN, Fault.LOGIN, "login as " + credentials.user() + ": " + what, reply, peer.verdict(), null);
    }

    private Reply ask(Command command) throws SessionException, InterruptedException {
        byte[] line = new byte[LONGEST_RESPONSE + LONGEST_COMMAND];
        ByteBuf out = Unpooled.wrappedBuffer(line).clear();
        CommandEncoder.encode(command, out);
        inbox.expect(1);
        channel.writeAndFlush(out).addListener(done -> Arrays.fill(line, (byte) 0));
        return blackened(inbox.next(Phase.LOGIN, timeouts.in(Phase.LOGIN)));
    }

    /** XOAUTH2 servers say why in JSON: {@code {"status":"401","schemes":"bearer","scope":"…"}}. */
    private String complaint(Reply challenge) {
        try {
            String text = new String(Base64.getMimeDecoder().decode(challenge.text()), UTF_8);
            return Printable.of(redaction.apply(text), LONGEST_COMPLAINT);
        } catch (IllegalArgumentException e) {
            return "not in base64";
        }
    }

    private Reply blackened(Reply reply) {
        List<String> lines = reply.lines().stream().map(redaction::apply).toList();
        return lines.equals(reply.lines()) ? reply : Reply.of(reply.code(), lines);
    }
}
