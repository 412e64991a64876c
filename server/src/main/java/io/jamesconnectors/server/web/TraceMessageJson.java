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
package io.jamesconnectors.server.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.trace.store.TracedMessage;

/**
 * A message of the trace. What nobody knows is null.
 *
 * @param id by which its events are asked for
 * @param recipients those that deserve attention first; at most a thousand
 * @param size in octets
 * @param inbound the connector that it came by
 * @param outbound the connectors that it leaves by
 * @param status that of the recipient that deserves attention first
 */
record TraceMessageJson(String id, @Nullable String messageId, String receivedAt, String sender, List<Recipient> recipients, @Nullable Long size, @Nullable String inbound,
        List<String> outbound, @Nullable String clientAddress, @Nullable String tls, String status) {
    private static final List<String> COLUMNS = List.of("id", "messageId", "receivedAt", "sender", "recipients", "size", "inbound", "outbound", "clientAddress", "tls", "status");

    /** A recipient, and what became of its mail. */
    record Recipient(String address, String status) {
    }

    /** A step of its way. */
    record Event(String at, String event, @Nullable String recipient, @Nullable String connector, @Nullable String reason, @Nullable String tls, @Nullable String reply,
            @Nullable String host) {
    }

    /** The same with its events, in the order of time. */
    record WithEvents(String id, @Nullable String messageId, String receivedAt, String sender, List<Recipient> recipients, @Nullable Long size, @Nullable String inbound,
            List<String> outbound, @Nullable String clientAddress, @Nullable String tls, String status, List<Event> events) {
    }

    static TraceMessageJson of(TracedMessage message) {
        return new TraceMessageJson(message.id(), known(message.messageId()), message.receivedAt().truncatedTo(ChronoUnit.SECONDS).toString(), message.sender(),
            message.recipients().stream().map(recipient -> new Recipient(recipient.address(), recipient.status().word())).toList(),
            message.octets() < 0 ? null : message.octets(), known(message.inbound()), message.outbound(), known(message.clientAddress()), known(message.tls()),
            message.status().word());
    }

    static WithEvents of(TracedMessage.WithSteps message) {
        TraceMessageJson head = of(message.message());
        return new WithEvents(head.id, head.messageId, head.receivedAt, head.sender, head.recipients, head.size, head.inbound, head.outbound, head.clientAddress, head.tls,
            head.status, message.steps().stream().map(step -> new Event(exact(step.at()), step.kind().word(), known(step.recipient()), known(step.connector()), known(step.reason()),
                known(step.tls()), known(step.reply()), known(step.host()))).toList());
    }

    /** One line for each message. */
    static String csv(List<TraceMessageJson> messages) {
        return CsvText.of(COLUMNS, messages.stream().map(TraceMessageJson::row).toList());
    }

    private Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("messageId", or(messageId));
        row.put("receivedAt", receivedAt);
        row.put("sender", sender);
        row.put("recipients", recipients.stream().map(recipient -> recipient.address() + " " + recipient.status()).collect(Collectors.joining("; ")));
        row.put("size", size == null ? "" : size);
        row.put("inbound", or(inbound));
        row.put("outbound", String.join("; ", outbound));
        row.put("clientAddress", or(clientAddress));
        row.put("tls", or(tls));
        row.put("status", status);
        return row;
    }

    private static String exact(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }
}
