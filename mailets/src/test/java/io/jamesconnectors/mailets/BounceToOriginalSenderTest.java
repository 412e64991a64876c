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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.SigningKeys;
import io.jamesconnectors.matchers.place.Places;
import io.jamesconnectors.matchers.place.RoutingSources;
import io.jamesconnectors.testing.MutableClock;

class BounceToOriginalSenderTest {
    private static final String LONG = "a-sender-with-a-local-part-that-is-much-too-long-for-any-rewriting@outside.test";

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T09:00:00Z"));
    private final FakeMailContext context = FakeMailContext.defaultContext();
    private final Places places = places();

    @Test
    void givesABounceToTheOriginalSenderInTheProcessorThatSends() throws Exception {
        Mail mail = bounce(rewritten("carol@outside.test"));

        mailet("relay").service(mail);

        assertThat(addresses(mail)).containsExactly("carol@outside.test");
        assertThat(mail.getState()).isEqualTo("relay");
    }

    @Test
    void goesOnWithTheOriginalSenderWhereEverythingIsSentAnyway() throws Exception {
        Mail mail = bounce(rewritten("carol@outside.test"), "bob@contoso.com");

        mailet("").service(mail);

        assertThat(addresses(mail)).containsExactlyInAnyOrder("carol@outside.test", "bob@contoso.com");
        assertThat(mail.getState()).isEqualTo("transport");
    }

    @Test
    void sendsOnlyTheRecipientsThatAreOriginalSenders() throws Exception {
        Mail mail = bounce("bob@contoso.com", rewritten("carol@outside.test"));

        mailet("relay").service(mail);

        assertThat(addresses(mail)).containsExactly("bob@contoso.com");
        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(context.getSentMails()).singleElement().satisfies(sent -> {
            assertThat(sent.getRecipients()).containsExactly(new MailAddress("carol@outside.test"));
            assertThat(sent.getState()).isEqualTo("relay");
        });
    }

    @Test
    void collectsBouncesWhoseSenderTheAddressDoesNotHold() throws Exception {
        Mail mail = bounce(rewritten(LONG));

        mailet("relay").service(mail);

        assertThat(addresses(mail)).containsExactly("bounces@contoso.com");
        assertThat(mail.getState()).isEqualTo("transport");
    }

    @Test
    void leavesEverythingElseAlone() throws Exception {
        String expired = rewritten("carol@outside.test");
        clock.advance(Duration.ofDays(20));
        String forged = rewritten("carol@outside.test").replace("carol", "victim");
        String good = rewritten("carol@outside.test");
        Mail refused = bounce(expired, forged, "bob@contoso.com");
        Mail withSender = FakeMail.builder().name("mail").sender("eve@outside.test").recipient(good).state("transport").build();

        mailet("relay").service(refused);
        mailet("relay").service(withSender);

        assertThat(addresses(refused)).containsExactly(expired, forged, "bob@contoso.com");
        assertThat(refused.getState()).isEqualTo("transport");
        assertThat(addresses(withSender)).containsExactly(good);
        assertThat(withSender.getState()).isEqualTo("transport");
        assertThat(context.getSentMails()).isEmpty();
    }

    @Test
    void wantsItsProcessorAndNoOtherParameter() throws Exception {
        assertThat(mailet("relay").requiredProcessingState()).containsExactly(new ProcessingState("relay"));
        assertThat(mailet("").requiredProcessingState()).isEmpty();
        assertThatThrownBy(() -> new BounceToOriginalSender(places).init(
            FakeMailetConfig.builder().mailetContext(context).setProperty("procesor", "relay").build())).hasMessageContaining("procesor");
    }

    private BounceToOriginalSender mailet(String processor) throws Exception {
        BounceToOriginalSender mailet = new BounceToOriginalSender(places);
        FakeMailetConfig.Builder config = FakeMailetConfig.builder().mailetContext(context);
        mailet.init((processor.isEmpty() ? config : config.setProperty("processor", processor)).build());
        return mailet;
    }

    private Places places() {
        Connectors connectors = new Connectors(
            List.of(new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.INTERNAL_RELAY, false)), false,
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            new Hybrid(Optional.empty(), Optional.of(new Hybrid.SenderRewriting(DomainName.parse("contoso.com"), Duration.ofDays(14))), List.of()));
        ActiveConnectors active = ActiveConnectors.of(connectors);
        SigningKeys keys = SigningKeys.of(List.of("a key of this test".getBytes(StandardCharsets.US_ASCII)));
        return new Places(() -> active, recipient -> LocalLookup.UNKNOWN, RoutingSources.unwatched(connectors), () -> keys, clock);
    }

    private String rewritten(String sender) {
        OutboundConnector plain = OutboundConnector.DEFAULT_ROUTE;
        OutboundConnector rewriting = new OutboundConnector(plain.name(), plain.type(), true, "", plain.addressSpace(), false, false, plain.route(),
            plain.tlsSettings(), List.of(), Optional.empty(), plain.tlsOptions(), plain.submission(), List.of(), plain.limits(), plain.pace(), plain.retry(),
            new HybridOptions(Optional.empty(), false, true));
        return places.senderRewriter().orElseThrow().replacement(rewriting, sender, Optional.empty(), clock.instant()).orElseThrow();
    }

    private static Mail bounce(String... recipients) throws Exception {
        return FakeMail.builder().name("bounce").sender(MaybeSender.nullSender()).recipients(recipients).state("transport")
            .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setSubject("Undeliverable")).build();
    }

    private static List<String> addresses(Mail mail) {
        return mail.getRecipients().stream().map(MailAddress::asString).toList();
    }
}
