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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.hybrid.SigningKeys;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.matchers.place.LoopAlarm;
import io.jamesconnectors.matchers.place.Places;
import io.jamesconnectors.matchers.place.RoutingSources;
import io.jamesconnectors.testing.MutableClock;

class LivePlacingTest {
    private static final HybridOptions SHARED = new HybridOptions(Optional.of(DomainName.parse("tenant.test")), true, true);

    private final MutableClock clock = MutableClock.at(WorkerBench.NOW);
    private final LoopAlarm alarm = new LoopAlarm(new RecordingMetricFactory(), clock);

    @Test
    void asksForUsersWhereTheServerKeepsMailboxes() throws Exception {
        Placing placing = placing(SHARED, true);

        assertThat(placing.place(Mails.mail("bob@ours.test"), new MailAddress("bob@ours.test"))).isInstanceOf(RecipientPlace.Here.class);
        assertThat(placing.place(Mails.mail("anna@ours.test"), new MailAddress("anna@ours.test"))).isInstanceOfSatisfying(RecipientPlace.OtherSide.class,
            there -> assertThat(there.envelopeRecipient()).isEqualTo("anna@tenant.test"));
    }

    @Test
    void asksForNoUsersElsewhere() throws Exception {
        assertThat(placing(SHARED, false).place(Mails.mail("bob@ours.test"), new MailAddress("bob@ours.test"))).isInstanceOf(RecipientPlace.OtherSide.class);
    }

    @Test
    void leavesAnOrganisationInOnePlaceToItsRoutes() throws Exception {
        Placing placing = placing(HybridOptions.NONE, false);
        MailImpl mail = cameFromTenant("anna@ours.test");

        assertThat(placing.place(mail, new MailAddress("anna@ours.test"))).isInstanceOfSatisfying(RecipientPlace.Outside.class, outside -> {
            assertThat(outside.route().connectorOrDefault().name()).hasToString("To Office 365");
            assertThat(outside.crosses()).isFalse();
        });
        assertThat(header(placing, HybridOptions.NONE, mail, true)).isEqualTo(Mails.MESSAGE);
    }

    @Test
    void tellsOfEachLoop() throws Exception {
        assertThat(placing(SHARED, true).place(cameFromTenant("anna@ours.test"), new MailAddress("anna@ours.test"))).isInstanceOf(RecipientPlace.Looping.class);
        assertThat(alarm.lastHour()).isEqualTo(1);
    }

    @Test
    void marksWhatCrossesAndSaysWhoWeAre() throws Exception {
        String header = header(placing(SHARED, true), SHARED, Mails.mail("anna@ours.test"), true);

        assertThat(header).startsWith("X-OriginatorOrg: ours.test\r\nX-James-Connectors-Crossings: n=1; t=").endsWith("\r\n" + Mails.MESSAGE);
    }

    @Test
    void passesOnWhatTheOtherSideIsBelievedAndNothingElse() throws Exception {
        byte[] message = ("X-MS-Exchange-Organization-SCL: 1\r\n" + Mails.MESSAGE).getBytes(StandardCharsets.US_ASCII);
        MailImpl believed = Mails.of(message, "anna@ours.test");
        believed.setAttribute(new Attribute(InboundAttributes.CROSS_PREMISES_BELIEVED, AttributeValue.of("true")));

        assertThat(header(placing(SHARED, true), SHARED, believed, false)).contains("X-MS-Exchange-CrossPremises-SCL: 1");
        assertThat(header(placing(SHARED, true), SHARED, Mails.of(message, "anna@ours.test"), false)).doesNotContain("SCL");
        assertThat(header(placing(SHARED, true), HybridOptions.NONE, believed, false)).isEqualTo(Mails.MESSAGE);
    }

    @Test
    void rewritesForeignSenders() {
        Placing placing = placing(SHARED, true);

        assertThat(placing.rewrittenSender(connector(SHARED), "alice@elsewhere.test")).get().asString().matches("bounces\\+SRS=.*=elsewhere.test=alice@ours.test");
        assertThat(placing.rewrittenSender(connector(SHARED), "bob@ours.test")).isEmpty();
        assertThat(placing.rewrittenSender(connector(SHARED), "")).isEmpty();
    }

    private String header(Placing placing, HybridOptions options, MailImpl mail, boolean crosses) throws Exception {
        byte[] stored = MailBody.of(mail).open().readAllBytes();
        return new String(placing.departing(connector(options), mail, crosses).in(new ByteArrayInputStream(stored)).readAllBytes(), StandardCharsets.US_ASCII);
    }

    private Placing placing(HybridOptions options, boolean keepsMailboxes) {
        Hybrid hybrid = options.equals(HybridOptions.NONE) ? Hybrid.NONE
            : new Hybrid(Optional.empty(), Optional.of(new Hybrid.SenderRewriting(DomainName.parse("ours.test"), Duration.ofDays(14))), List.of());
        List<AcceptedDomain> accepted = List.of(new AcceptedDomain(DomainName.parse("ours.test"), AcceptedDomain.Type.INTERNAL_RELAY, false));
        Connectors connectors = new Connectors(accepted, false, List.of(),
            List.of(InboundConnector.of(ConnectorName.parse("From Office 365"), ConnectorType.OFFICE365).build()), List.of(connector(options)), List.of(), List.of(), List.of(), hybrid);
        ActiveConnectors active = ActiveConnectors.of(connectors);
        SigningKeys keys = SigningKeys.of(List.of(new byte[SigningKeys.MIN_OCTETS]));
        Places places = new Places(() -> active, recipient -> recipient.getLocalPart().equals("bob") ? LocalLookup.KNOWN : LocalLookup.UNKNOWN,
            RoutingSources.unwatched(connectors), () -> keys, clock);
        return new LivePlacing(places, new MutableRouteTable(accepted, connector(options)), alarm, keepsMailboxes, clock);
    }

    private static MailImpl cameFromTenant(String recipient) {
        MailImpl mail = Mails.mail(recipient);
        mail.setAttribute(new Attribute(InboundAttributes.CONNECTOR, AttributeValue.of("From Office 365")));
        return mail;
    }

    private static OutboundConnector connector(HybridOptions options) {
        return new OutboundConnector(ConnectorName.parse("To Office 365"), ConnectorType.OFFICE365, true, "",
            AddressSpace.of(List.of(DomainPattern.parse("ours.test"))), false, false, new OutboundConnector.Route.SmartHosts(List.of(new SmartHost("there.test", 25))),
            TlsSettings.ENCRYPTION_ONLY, List.of(), Optional.empty(), TlsOptions.DEFAULT, Submission.NONE, List.of(), ConnectionLimits.DEFAULT, Pace.UNLIMITED,
            RetrySchedule.DEFAULT, options);
    }
}
