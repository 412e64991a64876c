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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceId;
import io.jamesconnectors.trace.TraceNote;

/** What the inbound hook notes of mail, with a real listener of James. */
class InboundTraceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void notesMailThatIsTaken() throws Exception {
        try (JamesSmtp james = start(); SmtpDialogue device = SmtpDialogue.connect(james.address(), "")) {
            device.say("EHLO device.contoso.com");
            device.say("MAIL FROM:<scanner@contoso.com>");
            device.say("RCPT TO:<someone@outside.example>");
            device.say("RCPT TO:<bob@local.example>");
            assertThat(device.message("Message-ID: <1@contoso.com>", "Subject: x", "", "x")).startsWith("250");

            TraceNote.Arrival arrival = notes(james, TraceNote.Arrival.class).findFirst().orElseThrow();
            assertThat(arrival.id()).matches(TraceId.FORM);
            assertThat(arrival.messageId()).isEqualTo("<1@contoso.com>");
            assertThat(arrival.sender()).isEqualTo("scanner@contoso.com");
            assertThat(arrival.recipients()).containsExactlyInAnyOrder("someone@outside.example", "bob@local.example");
            assertThat(arrival.connector()).isEqualTo("Devices");
            assertThat(arrival.clientAddress()).isEqualTo("127.0.0.1");
            assertThat(arrival.tls().version()).isEqualTo("No TLS");
            assertThat(arrival.octets()).isPositive();
            TraceEvent attribute = notes(james, TraceEvent.class).findFirst().orElseThrow();
            assertThat(attribute.id()).isEqualTo(arrival.id());
            assertThat(attribute.kind()).isEqualTo(TraceEvent.Kind.ATTRIBUTE);
            assertThat(attribute.reason()).startsWith("by address:127.0.0.1").endsWith("[own-mail]");
            assertThat(notes(james, TraceNote.Stranger.class)).isEmpty();
        }
    }

    @Test
    void countsRefusalsAndStrangersByOurOwnConnectors() throws Exception {
        try (JamesSmtp james = start(); SmtpDialogue device = SmtpDialogue.connect(james.address(), "")) {
            device.say("EHLO device.contoso.com");
            device.say("MAIL FROM:<eve@elsewhere.example>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).startsWith("550 5.7.64");
            device.say("RCPT TO:<bob@local.example>");
            assertThat(device.message("Message-ID: <2@contoso.com>", "", "x")).startsWith("250");

            assertThat(notes(james, TraceNote.Refusal.class)).singleElement().satisfies(refusal -> assertThat(refusal.code()).isEqualTo("550 5.7.64"));
            assertThat(notes(james, TraceNote.Stranger.class)).extracting(TraceNote.Stranger::connector, TraceNote.Stranger::domain, TraceNote.Stranger::messageId)
                .containsExactly(tuple("Devices", "elsewhere.example", ""),
                    tuple("Devices", "elsewhere.example", "<2@contoso.com>"));
            assertThat(notes(james, TraceNote.Arrival.class)).singleElement().satisfies(arrival -> assertThat(arrival.connector()).isEmpty());
        }
    }

    private JamesSmtp start() throws Exception {
        InboundRules rules = Configured.in(directory, Configured.DEVICES).open().current().inbound();
        return JamesSmtp.start(directory, () -> rules, Hooks.NO_CERTIFICATES, "", "");
    }

    private static <T extends TraceNote> Stream<T> notes(JamesSmtp james, Class<T> kind) {
        List<TraceNote> noted = james.noted;
        return noted.stream().filter(kind::isInstance).map(kind::cast);
    }
}
