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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What a {@link ScriptedSmtpServer} does on one connection, step by step. Immutable: each method returns a longer script.
 * When the steps are at an end, the server reads until the client hangs up, and says nothing.
 */
public final class SmtpScript {
    private static final SmtpScript EMPTY = new SmtpScript(List.of());

    private final List<Step> steps;

    /** One step. */
    interface Step {
        void run(ScriptedSession session) throws IOException;
    }

    private SmtpScript(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Begins with nothing, not even a greeting. */
    public static SmtpScript silent() {
        return EMPTY;
    }

    /** Begins with a greeting. */
    public static SmtpScript greeting() {
        return EMPTY.say("220 scripted.test ESMTP");
    }

    /** Begins with a greeting, and an answer to EHLO that offers {@code extensions}. */
    public static SmtpScript offering(String... extensions) {
        return greeting().ehlo(extensions);
    }

    /** Hears EHLO and offers {@code extensions}. */
    public SmtpScript ehlo(String... extensions) {
        List<String> lines = new ArrayList<>();
        lines.add("scripted.test");
        lines.addAll(List.of(extensions));
        return hear("EHLO").say(reply(250, lines));
    }

    /** Reads one command line, which must begin with {@code beginning}. */
    public SmtpScript hear(String beginning) {
        return then(session -> session.hear(beginning));
    }

    /** Reads {@code beginning} and answers {@code reply}. */
    public SmtpScript on(String beginning, String reply) {
        return hear(beginning).say(reply);
    }

    /** Sends whole lines, in one segment. */
    public SmtpScript say(String... lines) {
        return raw(String.join("\r\n", lines) + "\r\n");
    }

    /** Sends octets as they are, one for each character. */
    public SmtpScript raw(String octets) {
        return then(session -> session.write(octets));
    }

    /** From here on each octet goes out as a segment of its own. */
    public SmtpScript slowly() {
        return then(ScriptedSession::writeSlowly);
    }

    /** Sends {@code octets} again and again until the client hangs up. */
    public SmtpScript forever(String octets) {
        return then(session -> {
            while (true) {
                session.write(octets);
            }
        });
    }

    /** Reads a message up to its final dot. */
    public SmtpScript hearMessage() {
        return then(ScriptedSession::hearMessage);
    }

    /** Reads one BDAT with its chunk; the chunks up to the last make a message. */
    public SmtpScript hearChunk() {
        return then(ScriptedSession::hearChunk);
    }

    /** Reads {@code count} octets of a message and no more. */
    public SmtpScript hearOctets(int count) {
        return then(session -> session.hearOctets(count));
    }

    /** Does the TLS handshake, as after 220 to STARTTLS. */
    public SmtpScript startTls(SSLContext context) {
        return then(session -> session.startTls(context, socket -> {
        }));
    }

    /** Hears STARTTLS, agrees, and does the handshake. */
    public SmtpScript upgrade(SSLContext context) {
        return on("STARTTLS", "220 go ahead").startTls(context);
    }

    /** As {@link #upgrade(SSLContext)}; {@code asking} says to the socket what the server wants: a client certificate, an old version. */
    public SmtpScript upgrade(SSLContext context, Consumer<SSLSocket> asking) {
        return on("STARTTLS", "220 go ahead").then(session -> session.startTls(context, asking));
    }

    /** Waits until the test opens {@code gate}. */
    public SmtpScript await(CountDownLatch gate) {
        return then(session -> ScriptedSession.await(gate));
    }

    /** Tells the test that it has come here. */
    public SmtpScript reached(CountDownLatch gate) {
        return then(session -> gate.countDown());
    }

    /** Ends its own direction of the connection, and goes on reading. */
    public SmtpScript halfClose() {
        return then(ScriptedSession::halfClose);
    }

    /** Ends the connection in an orderly way. */
    public SmtpScript close() {
        return then(ScriptedSession::close);
    }

    /** Ends the connection with a reset. */
    public SmtpScript reset() {
        return then(ScriptedSession::reset);
    }

    /** Does the same {@code times} times. */
    public SmtpScript repeat(int times, UnaryOperator<SmtpScript> part) {
        SmtpScript longer = this;
        for (int i = 0; i < times; i++) {
            longer = part.apply(longer);
        }
        return longer;
    }

    /** Takes one message for one recipient, whether the commands come one by one or all at once. */
    public SmtpScript takeMessage() {
        return on("MAIL", "250 2.1.0 ok").on("RCPT", "250 2.1.5 ok").on("DATA", "354 go").hearMessage().say("250 2.0.0 taken");
    }

    /** Hears QUIT, answers and closes. */
    public SmtpScript quit() {
        return on("QUIT", "221 bye").close();
    }

    List<Step> steps() {
        return steps;
    }

    private SmtpScript then(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new SmtpScript(longer);
    }

    private static String reply(int code, List<String> lines) {
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            reply.append(code).append(i + 1 == lines.size() ? " " : "-").append(lines.get(i)).append(i + 1 == lines.size() ? "" : "\r\n");
        }
        return reply.toString();
    }
}
