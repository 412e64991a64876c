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

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsVersion;

/** What an outbound connector does, in a few phrases. */
final class OutboundWords {
    private OutboundWords() {
    }

    static List<String> of(OutboundConnector connector) {
        List<String> words = new ArrayList<>();
        words.add(chosenFor(connector));
        words.add(route(connector.route()));
        words.add(floor(connector));
        connector.tlsOptions().clientCertificate().ifPresent(certificate -> words.add("shows its own certificate"));
        submission(connector.submission(), words);
        if (!connector.sourceAddresses().isEmpty()) {
            words.add("connects from " + Words.list(Words.texts(connector.sourceAddresses(), InetAddress::getHostAddress)));
        }
        connector.hybrid().targetDeliveryDomain().ifPresent(domain -> words.add("recipients there are called @" + domain.asString()));
        if (connector.hybrid().cloudServicesMailEnabled()) {
            words.add("internal Exchange headers are kept");
        }
        if (connector.hybrid().senderRewritingEnabled()) {
            words.add("senders that are not yours are rewritten");
        }
        pace(connector.pace(), words);
        return List.copyOf(words);
    }

    static String chosenFor(OutboundConnector connector) {
        if (connector == OutboundConnector.DEFAULT_ROUTE) {
            return "for mail that no connector is chosen for";
        }
        if (connector.isTransportRuleScoped()) {
            return "only where a rule names it";
        }
        List<String> targets = new ArrayList<>();
        if (!connector.recipientDomains().isEmpty()) {
            targets.add(Words.domains(connector.recipientDomains()));
        }
        if (connector.addressSpace().allAcceptedDomains()) {
            targets.add("all accepted domains");
        }
        String senders = connector.addressSpace().senderDomains().isEmpty() ? "" : " from " + Words.domains(connector.addressSpace().senderDomains());
        return "for mail to " + String.join(" and ", targets) + senders;
    }

    static String route(Route route) {
        if (route instanceof Route.SmartHosts smartHosts) {
            return "through " + Words.list(Words.texts(smartHosts.hosts(), SmartHost::toString));
        }
        int port = ((Route.MxRecords) route).port();
        return "to the MX records of the recipient's domain" + (port == SmartHost.DEFAULT_PORT ? "" : ", at port " + port);
    }

    static String floor(OutboundConnector connector) {
        String version = connector.tlsOptions().minimumVersion() == TlsVersion.TLS_1_2 ? "" : " (" + Words.tls(connector.tlsOptions().minimumVersion()) + " or newer)";
        return switch (connector.tlsSettings()) {
            case OPPORTUNISTIC -> "over TLS" + version + " where it is offered, else unencrypted";
            case ENCRYPTION_ONLY -> "only over TLS" + version + ", any certificate will do";
            case CERTIFICATE_VALIDATION -> "only over TLS" + version + ", the certificate must be issued by a trusted authority";
            case DOMAIN_VALIDATION -> "only over TLS" + version + ", the certificate must be "
                + (connector.tlsDomain().isEmpty() ? "of the recipient's domain" : Words.list(Words.patterns(connector.tlsDomain())));
        };
    }

    private static void submission(Submission submission, List<String> words) {
        submission.option().ifPresent(option -> words.add(switch (option) {
            case CLIENT_SUBMISSION -> "Office 365's client submission: by login, to anyone";
            case DIRECT_SEND -> "Office 365's direct send: to your own mailboxes only";
            case SMTP_RELAY -> "Office 365's SMTP relay: to anyone";
        }));
        if (!submission.mailboxes().isEmpty()) {
            words.add("logs in as " + Words.list(Words.texts(submission.mailboxes(), Mailbox::user)));
        }
        submission.fromRewrite().ifPresent(rewrite -> words.add("senders that no server would take become " + rewrite.sender()));
        submission.warmUp().ifPresent(warmUp -> words.add("a new address that warms up since " + warmUp.start()));
    }

    private static void pace(Pace pace, List<String> words) {
        List<String> set = OutboundSettings.amounts(pace).stream().filter(amount -> amount.most() > 0).map(OutboundSettings.Amount::words).toList();
        if (!set.isEmpty()) {
            words.add("at most " + String.join(", ", set));
        }
    }
}
