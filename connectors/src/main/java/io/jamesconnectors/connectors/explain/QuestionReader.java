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
package io.jamesconnectors.connectors.explain;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.TlsFacts;

/** Makes a {@link Question} of a request: what is said goes before what the message tells, and what nobody said is assumed. */
final class QuestionReader {
    private static final int MAX_WORD = 320;

    private final ExplainRequest request;
    private final Optional<TracedArrival> traced;
    private final Optional<SavedMessage> saved;
    private final List<String> assumptions = new ArrayList<>();

    private QuestionReader(ExplainRequest request, Optional<TracedArrival> traced) throws BadRequest {
        this.request = request;
        this.traced = traced;
        this.saved = request.message().isEmpty() ? Optional.empty() : Optional.of(SavedMessage.read(request.message().get()));
    }

    /**
     * The question.
     *
     * @param traced what the trace tells that the request names
     * @throws BadRequest when something is missing, or can't be understood
     */
    static Question read(ExplainRequest request, Optional<TracedArrival> traced, InboundRules rules, Surroundings surroundings) throws BadRequest {
        return new QuestionReader(request, traced).question(rules, surroundings);
    }

    private Question question(InboundRules rules, Surroundings surroundings) throws BadRequest {
        ClientReader reader = new ClientReader(request, traced, saved, rules, surroundings, assumptions);
        if (traced.isPresent()) {
            assume("What is not said is taken from the trace: " + (traced.get().client().isPresent() ? "listener, client, TLS, certificate, login, XOORG, sender and recipients."
                : "client, TLS, sender and recipients."));
        }
        Optional<InetAddress> client = reader.client();
        Optional<TlsFacts> tls = reader.tls();
        Optional<String> login = reader.login();
        String sender = sender();
        List<String> recipients = recipients();
        String listener = reader.listener();
        return new Question(listener, client, tls, login, request.serverRelays() || client.filter(address -> surroundings.relaysFor(listener, address)).isPresent(),
            reader.xoorg(), sender, recipients, saved.map(SavedMessage::header), saved.map(SavedMessage::received).orElse(List.of()), request.online(), assumptions);
    }

    private String sender() throws BadRequest {
        if (request.sender().isPresent()) {
            return address("sender", request.sender().get());
        }
        if (traced.isPresent()) {
            return address("sender of the trace", traced.get().sender());
        }
        Optional<String> returnPath = saved.flatMap(SavedMessage::returnPath);
        if (returnPath.isPresent()) {
            String sender = address("Return-Path of the message", returnPath.get());
            assume("MAIL FROM:<" + sender + ">, as Return-Path says.");
            return sender;
        }
        String from = address("From of the message", saved.flatMap(SavedMessage::from)
            .orElseThrow(() -> new BadRequest("sender: none (expected: MAIL FROM, <> for the null sender, or a message with Return-Path or From)")));
        assume("MAIL FROM:<" + from + ">, as From says: the message has no Return-Path.");
        return from;
    }

    private List<String> recipients() throws BadRequest {
        List<String> named = request.recipients().isEmpty() && traced.isPresent() ? traced.get().recipients() : request.recipients();
        if (named.isEmpty() && saved.isPresent()) {
            named = saved.get().deliveredTo();
            if (!named.isEmpty()) {
                assume("RCPT TO is who the message was delivered to, as its header says.");
            } else {
                named = saved.get().to();
                assume("RCPT TO are those in To and Cc: the message does not say to whom it was delivered.");
            }
        }
        if (named.isEmpty() || named.size() > ExplainRequest.MAX_RECIPIENTS) {
            throw new BadRequest("recipients: " + (named.isEmpty() ? "none" : named.size()) + " (expected: 1 to " + ExplainRequest.MAX_RECIPIENTS + ")");
        }
        List<String> recipients = new ArrayList<>();
        for (String recipient : named) {
            String address = address("recipients", recipient);
            if (address.isEmpty()) {
                throw new BadRequest("recipients: an empty one (expected: mail addresses)");
            }
            recipients.add(address);
        }
        return recipients;
    }

    private void assume(String sentence) {
        assumptions.add(sentence);
    }

    /** Without angle brackets. What could not stand in a command is refused, as a server refuses it. */
    private static String address(String what, String text) throws BadRequest {
        String stripped = text.strip();
        String address = stripped.startsWith("<") && stripped.endsWith(">") && stripped.length() > 1 ? stripped.substring(1, stripped.length() - 1) : stripped;
        boolean whole = address.isEmpty() || address.indexOf('@') > 0 && address.indexOf('@') < address.length() - 1;
        if (!whole || address.length() > MAX_WORD || address.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '<' || c == '>')) {
            throw new BadRequest(what + ": '" + text + "' (expected: a mail address of at most " + MAX_WORD + " characters)");
        }
        return address;
    }

}
