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
package io.jamesconnectors.smtp.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.smtp.wire.Notify;
import io.jamesconnectors.smtp.wire.RecipientDsn;
import io.jamesconnectors.smtp.wire.ReturnContent;
import io.jamesconnectors.smtp.wire.Xtext;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;

/** Who is told what the sender wants to hear (RFC 3461 §5.2). */
class DsnParametersTest {
    private static final EnvelopeRecipient ANN = new EnvelopeRecipient("ann@partner.test",
        new RecipientDsn(Set.of(Notify.SUCCESS, Notify.FAILURE), Optional.of(new Xtext("Ann+2Bx@contoso.test"))));
    private static final EnvelopeRecipient BEN = new EnvelopeRecipient("ben@partner.test", new RecipientDsn(Set.of(Notify.NEVER), Optional.empty()));
    private static final EnvelopeRecipient CLEO = EnvelopeRecipient.of("cleo@partner.test");
    private static final MessageDsn MESSAGE = new MessageDsn(Optional.of(ReturnContent.FULL), Optional.of(new Xtext("id+3D1")));
    private static final Envelope TO_THREE = new Envelope("alice@contoso.test", List.of(ANN, BEN, CLEO), MESSAGE, false, false);

    private static SmtpScript threeRecipients(SmtpScript start) {
        return start.on("MAIL", "250 ok").repeat(3, part -> part.on("RCPT", "250 ok")).on("DATA", "354 go").hearMessage().say("250 taken").quit();
    }

    private static DeliveryResult send(ScriptedSmtpServer server) throws InterruptedException {
        try (Workbench bench = new Workbench().to(server.host(), server.port())) {
            return bench.send(TO_THREE, Workbench.BODY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "HELP"})
    void aServerThatOffersDsnIsToldWhatEachRecipientIsOwedInOneTransaction(String extension) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(threeRecipients(SmtpScript.offering("DSN", extension)))) {
            DeliveryResult result = send(server);
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "MAIL FROM:<alice@contoso.test> RET=FULL ENVID=id+3D1",
                "RCPT TO:<ann@partner.test> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Ann+2Bx@contoso.test", "RCPT TO:<ben@partner.test> NOTIFY=NEVER",
                "RCPT TO:<cleo@partner.test>", "DATA", ".", "QUIT");
            assertThat(result.outcomes().values()).allSatisfy(outcome ->
                assertThat(outcome).isInstanceOfSatisfying(RecipientOutcome.Delivered.class, delivered -> assertThat(delivered.dsn()).isTrue()));
        }
    }

    @Test
    void aServerThatDoesNotOfferDsnHearsNothingOfItAndTheDutyStaysHere() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(threeRecipients(SmtpScript.offering("PIPELINING")))) {
            DeliveryResult result = send(server);
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "MAIL FROM:<alice@contoso.test>", "RCPT TO:<ann@partner.test>",
                "RCPT TO:<ben@partner.test>", "RCPT TO:<cleo@partner.test>", "DATA", ".", "QUIT");
            assertThat(result.outcomes().keySet()).containsExactly(ANN, BEN, CLEO);
            assertThat(result.outcomes().get(ANN)).isInstanceOfSatisfying(RecipientOutcome.Delivered.class, delivered -> assertThat(delivered.dsn()).isFalse());
        }
    }

    @Test
    void anAddressIsNamedOnceWhateverTheWishes() {
        assertThatThrownBy(() -> new Envelope("", List.of(ANN, EnvelopeRecipient.of(ANN.address())), MESSAGE, false, false)).hasMessageStartingWith("recipients: one is named twice");
    }
}
