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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.james.core.MailAddress;

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
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.SigningKeys;

/** contoso.com (internalRelay) and fabrikam.com (authoritative) in two places, with a tenant that calls its mailboxes by tenant.mail.test. */
final class TwoPlaces {
    static final ConnectorName FROM_TENANT = ConnectorName.parse("From Office 365");
    static final SigningKeys KEYS = SigningKeys.of(List.of("a key of this test".getBytes(StandardCharsets.US_ASCII)));

    private TwoPlaces() {
    }

    static Connectors with(Hybrid hybrid) {
        return of(hybrid, new HybridOptions(Optional.of(DomainName.parse("tenant.mail.test")), true, true), "contoso.com", "fabrikam.com", "tenant.mail.test");
    }

    /** The same domains and connectors, of an organisation that says nothing of two places. */
    static Connectors inOnePlace() {
        return of(Hybrid.NONE, HybridOptions.NONE, "tenant.mail.test");
    }

    static Connectors withTable(Path table) {
        return with(new Hybrid(Optional.of(new Hybrid.RoutingTableFile(table, false)), Optional.empty(), List.of()));
    }

    static Hybrid signing(SecretSource... keys) {
        return new Hybrid(Optional.empty(), Optional.empty(), Arrays.asList(keys));
    }

    /** Users by address; nobody else is known. */
    static LocalUsers users(Map<String, LocalLookup> known) {
        return recipient -> known.getOrDefault(recipient.asString(), LocalLookup.UNKNOWN);
    }

    static ActiveConnectors active(Connectors connectors) {
        return ActiveConnectors.of(connectors);
    }

    static MailAddress address(String text) throws Exception {
        return new MailAddress(text);
    }

    private static Connectors of(Hybrid hybrid, HybridOptions options, String... domains) {
        return new Connectors(
            List.of(new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.INTERNAL_RELAY, false),
                new AcceptedDomain(DomainName.parse("fabrikam.com"), AcceptedDomain.Type.AUTHORITATIVE, false)),
            false, List.of(), List.of(InboundConnector.of(FROM_TENANT, ConnectorType.OFFICE365).build()),
            List.of(new OutboundConnector(ConnectorName.parse("To Office 365"), ConnectorType.OFFICE365, true, "",
                AddressSpace.of(Arrays.stream(domains).map(DomainPattern::parse).toList()), false, false,
                new OutboundConnector.Route.SmartHosts(List.of(new SmartHost("there.test", 25))), TlsSettings.ENCRYPTION_ONLY, List.of(), Optional.empty(),
                TlsOptions.DEFAULT, Submission.NONE, List.of(), ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT, options)),
            List.of(), List.of(), List.of(), hybrid);
    }
}
