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
package io.jamesconnectors.matchers.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.hybrid.BounceAddress;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.LoopGuard;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;
import io.jamesconnectors.connectors.hybrid.SenderRewriter;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.testing.MutableClock;

class PlacesTest {
    private static final MaybeSender SENDER = MaybeSender.getMailSender("carol@outside.test");

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T09:00:00Z"));

    @Test
    void livesWhereUsersTableAndDomainSay(@TempDir Path folder) throws Exception {
        Path table = Files.writeString(folder.resolve("routing.txt"), "anna@contoso.com anna@tenant.mail.test\ndora@fabrikam.com\n");
        Places places = places(TwoPlaces.withTable(table),
            TwoPlaces.users(Map.of("bob@contoso.com", LocalLookup.KNOWN, "sick@contoso.com", LocalLookup.UNAVAILABLE)));

        assertThat(atRcpt(places, "bob@contoso.com")).isInstanceOf(RecipientPlace.Here.class);
        assertThat(atRcpt(places, "ANNA@contoso.com")).isInstanceOfSatisfying(RecipientPlace.OtherSide.class,
            there -> assertThat(there.envelopeRecipient()).isEqualTo("anna@tenant.mail.test"));
        assertThat(atRcpt(places, "dora@fabrikam.com")).isInstanceOfSatisfying(RecipientPlace.OtherSide.class,
            there -> assertThat(there.envelopeRecipient()).isEqualTo("dora@tenant.mail.test"));
        assertThat(atRcpt(places, "nobody@contoso.com")).isInstanceOf(RecipientPlace.OtherSide.class);
        assertThat(atRcpt(places, "nobody@fabrikam.com")).isInstanceOf(RecipientPlace.Refused.class);
        assertThat(atRcpt(places, "sick@contoso.com")).isInstanceOf(RecipientPlace.Deferred.class);
        assertThat(atRcpt(places, "carl@elsewhere.test")).isInstanceOf(RecipientPlace.Outside.class);
    }

    @Test
    void routesTheRecipientsOfAServerWithoutMailboxes() throws Exception {
        Places places = places(TwoPlaces.with(Hybrid.NONE), LocalUsers.NO_MAILBOXES);

        assertThat(atRcpt(places, "x@contoso.com")).isInstanceOf(RecipientPlace.OtherSide.class);
        assertThat(atRcpt(places, "x@elsewhere.test")).isInstanceOf(RecipientPlace.Outside.class);
        assertThat(places.of(mail(), TwoPlaces.address("x@contoso.com"))).isInstanceOf(RecipientPlace.OtherSide.class);
    }

    @Test
    void asksNoUsersForAChainWithoutMailboxes() throws Exception {
        Places places = places(TwoPlaces.with(Hybrid.NONE), recipient -> {
            throw new AssertionError("asked for " + recipient);
        });

        assertThat(places.ofRelayed(mail(), TwoPlaces.address("x@contoso.com"))).isInstanceOf(RecipientPlace.OtherSide.class);
    }

    @Test
    void asksNobodyAboutRecipientsOutside() throws Exception {
        Places places = places(TwoPlaces.with(Hybrid.NONE), recipient -> {
            throw new AssertionError("asked for " + recipient);
        });

        assertThat(atRcpt(places, "carl@elsewhere.test")).isInstanceOf(RecipientPlace.Outside.class);
    }

    @Test
    void takesAMappingToTheOtherSideForAMoveAndEveryOtherForAUser() throws Exception {
        LocalUsers users = new LocalUsers() {
            @Override
            public LocalLookup lookup(MailAddress recipient) {
                return LocalLookup.KNOWN;
            }

            @Override
            public RoutingLookup mapped(MailAddress recipient, Set<DomainName> otherSide) {
                return recipient.getLocalPart().equals("moved") ? RoutingLookup.at("m@tenant.mail.test") : RoutingLookup.NOT_FOUND;
            }
        };
        Places places = places(TwoPlaces.with(Hybrid.NONE), users);

        assertThat(atRcpt(places, "moved@fabrikam.com")).isInstanceOfSatisfying(RecipientPlace.OtherSide.class, there -> {
            assertThat(there.envelopeRecipient()).isEqualTo("m@tenant.mail.test");
            assertThat(there.originalRecipient()).isEqualTo("moved@fabrikam.com");
        });
        assertThat(atRcpt(places, "alias@fabrikam.com")).isInstanceOf(RecipientPlace.Here.class);
    }

    @Test
    void sendsNothingBackToTheSideThatTheMailCameFrom() throws Exception {
        Places places = places(TwoPlaces.with(Hybrid.NONE), TwoPlaces.users(Map.of()));
        Mail mail = mail();
        mail.setAttribute(new Attribute(InboundAttributes.CONNECTOR, AttributeValue.of("From Office 365")));

        assertThat(places.of(mail, TwoPlaces.address("x@contoso.com"))).isInstanceOfSatisfying(RecipientPlace.Looping.class, loop -> {
            assertThat(loop.cameBy()).isEqualTo("From Office 365");
            assertThat(loop.wouldLeaveBy().asString()).isEqualTo("To Office 365");
        });
        assertThat(places.atRcpt(TwoPlaces.address("x@contoso.com"), SENDER, Optional.of(TwoPlaces.FROM_TENANT))).isInstanceOf(RecipientPlace.Looping.class);
    }

    @Test
    void readsTheCountOfCrossingsOnceAndKeepsItOnTheMail() throws Exception {
        Places places = places(TwoPlaces.with(Hybrid.NONE), TwoPlaces.users(Map.of()));
        String field = counted(new Crossings(3, 0, false));
        Mail mail = mail(field);

        assertThat(places.crossings(mail)).isEqualTo(new Crossings(4, 0, false));
        assertThat(places.of(mail, TwoPlaces.address("x@contoso.com"))).isInstanceOf(RecipientPlace.Looping.class);
        mail.setMessage(MimeMessageBuilder.mimeMessageBuilder().setSubject("another header").build());
        assertThat(places.of(mail, TwoPlaces.address("x@contoso.com"))).isInstanceOf(RecipientPlace.Looping.class);
    }

    @Test
    void defersWhatItCantReadTheHeaderOf() throws Exception {
        Places places = places(TwoPlaces.with(Hybrid.NONE), TwoPlaces.users(Map.of()));

        assertThat(places.of(FakeMail.builder().name("empty").recipient("x@contoso.com").build(), TwoPlaces.address("x@contoso.com")))
            .isInstanceOf(RecipientPlace.Deferred.class);
    }

    @Test
    void neitherReadsNorKeepsAnythingInOnePlace() throws Exception {
        Places places = places(TwoPlaces.inOnePlace(), TwoPlaces.users(Map.of("bob@contoso.com", LocalLookup.KNOWN)));
        Mail mail = FakeMail.builder().name("no message").recipient("bob@contoso.com").build();

        assertThat(places.isHybrid()).isFalse();
        assertThat(places.of(mail, TwoPlaces.address("bob@contoso.com"))).isInstanceOf(RecipientPlace.Here.class);
        assertThat(mail.attributes()).isEmpty();
        assertThat(places.senderRewriter()).isEmpty();
        assertThat(places.bounce(TwoPlaces.address("a+SRS=b=c@contoso.com"), MaybeSender.nullSender())).isEqualTo(BounceAddress.ORDINARY);
    }

    @Test
    void followsTheConfigurationInForce() throws Exception {
        AtomicReference<ActiveConnectors> inForce = new AtomicReference<>(TwoPlaces.active(TwoPlaces.inOnePlace()));
        Places places = new Places(inForce::get, TwoPlaces.users(Map.of()), RoutingSources.unwatched(TwoPlaces.inOnePlace()), () -> TwoPlaces.KEYS, clock);
        assertThat(atRcpt(places, "x@contoso.com")).isInstanceOfSatisfying(RecipientPlace.OtherSide.class,
            there -> assertThat(there.connector().name().asString()).isEqualTo("mx"));

        inForce.set(TwoPlaces.active(TwoPlaces.with(Hybrid.NONE)));

        assertThat(places.isHybrid()).isTrue();
        assertThat(atRcpt(places, "x@contoso.com")).isInstanceOfSatisfying(RecipientPlace.OtherSide.class,
            there -> assertThat(there.connector().name().asString()).isEqualTo("To Office 365"));
    }

    @Test
    void defersAllThatATableMightKnowWhichIsNotReadYet(@TempDir Path folder) throws Exception {
        Connectors wanted = TwoPlaces.withTable(folder.resolve("routing.txt"));
        Places places = new Places(() -> TwoPlaces.active(wanted), TwoPlaces.users(Map.of()), RoutingSources.unwatched(TwoPlaces.inOnePlace()),
            () -> TwoPlaces.KEYS, clock);

        assertThat(atRcpt(places, "x@fabrikam.com")).isInstanceOf(RecipientPlace.Deferred.class);
    }

    @Test
    void findsTheOriginalSenderOfABounceAndNobodyElse() throws Exception {
        Hybrid hybrid = new Hybrid(Optional.empty(), Optional.of(new Hybrid.SenderRewriting(DomainName.parse("contoso.com"), Duration.ofDays(14))), List.of());
        Connectors connectors = TwoPlaces.with(hybrid);
        Places places = places(connectors, TwoPlaces.users(Map.of()));
        SenderRewriter rewriter = places.senderRewriter().orElseThrow();
        String rewritten = rewriter.replacement(connectors.outbound().get(0), "carol@outside.test", Optional.of("anna@contoso.com"), clock.instant())
            .orElseThrow();

        assertThat(places.bounce(TwoPlaces.address(rewritten), MaybeSender.nullSender())).isEqualTo(new BounceAddress.Original("carol@outside.test"));
        assertThat(places.bounce(TwoPlaces.address(rewritten), SENDER)).isInstanceOf(BounceAddress.Refused.class);
        clock.advance(Duration.ofDays(16));
        assertThat(places.bounce(TwoPlaces.address(rewritten), MaybeSender.nullSender())).isInstanceOf(BounceAddress.Refused.class);
    }

    private Places places(Connectors connectors, LocalUsers users) {
        ActiveConnectors active = TwoPlaces.active(connectors);
        return new Places(() -> active, users, RoutingSources.unwatched(connectors), () -> TwoPlaces.KEYS, clock);
    }

    private static RecipientPlace atRcpt(Places places, String recipient) throws Exception {
        return places.atRcpt(TwoPlaces.address(recipient), SENDER, Optional.empty());
    }

    /** The value of the field that counts one crossing more than these. */
    private String counted(Crossings before) throws Exception {
        byte[] field = LoopGuard.of(TwoPlaces.KEYS).counting(before, clock.instant()).in(InputStream.nullInputStream()).readAllBytes();
        return new String(field, StandardCharsets.US_ASCII).replaceFirst("^[^:]*: ", "").strip();
    }

    private static Mail mail() throws Exception {
        return FakeMail.builder().name("mail").sender("carol@outside.test").recipient("x@contoso.com")
            .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setSubject("no crossing")).build();
    }

    private static Mail mail(String count) throws Exception {
        return FakeMail.builder().name("mail").sender("carol@outside.test").recipient("x@contoso.com")
            .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setSubject("crossed").addHeader(LoopGuard.FIELD, count)).build();
    }
}
