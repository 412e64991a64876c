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
package io.jamesconnectors.connectors.outbound;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;

/**
 * A connector with a sending option, for tests.
 *
 * @param option null for none
 * @param mailboxes as {@code user=sender;sender}
 * @param fromRewrite null for none
 */
record Submitter(@Nullable SendingOption option, boolean certificate, List<String> mailboxes, @Nullable String fromRewrite) {
    private static final TlsOptions CERTIFIED = new TlsOptions(TlsOptions.DEFAULT.minimumVersion(), List.of(),
        Optional.of(new ClientCertificate(Path.of("relay.pem"), Optional.of(Path.of("relay.key")), Optional.empty())));

    OutboundConnector connector() {
        OutboundConnector plain = Outbound.named("Office 365").to("*").connector();
        return new OutboundConnector(plain.name(), plain.type(), true, "", plain.addressSpace(), false, false, plain.route(), plain.tlsSettings(), List.of(),
            Optional.empty(), certificate ? CERTIFIED : TlsOptions.DEFAULT,
            new Submission(Optional.ofNullable(option), mailboxes.stream().map(Submitter::mailbox).toList(),
                Optional.ofNullable(fromRewrite).map(sender -> new FromRewrite(sender, FromRewrite.Original.REPLY_TO)), Optional.empty()),
            List.of(), plain.limits(), plain.pace(), plain.retry());
    }

    SubmissionDecision decide(String sender, String recipient, boolean isReport) {
        OutboundConnector connector = connector();
        List<AcceptedDomain> accepted = List.of(
            new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.INTERNAL_RELAY, false),
            new AcceptedDomain(DomainName.parse("fabrikam.com"), AcceptedDomain.Type.AUTHORITATIVE, true));
        return SubmissionRules.of(new Connectors(accepted, List.of(), List.of(connector), List.of())).decide(connector, sender, recipient, isReport);
    }

    static Mailbox mailbox(String text) {
        String[] parts = text.split("=", -1);
        List<Mailbox.Sender> senders = parts.length < 2 ? List.of() : Arrays.stream(parts[1].split(";")).map(Submitter::sender).toList();
        return new Mailbox(parts[0], senders, new Login.Password(new SecretSource.Variable("PASSWORD")));
    }

    private static Mailbox.Sender sender(String text) {
        return text.contains("@") ? new Mailbox.Sender.Address(text) : new Mailbox.Sender.Domain(DomainPattern.parse(text));
    }
}
