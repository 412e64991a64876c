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
package io.jamesconnectors.migration.postfix;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.migration.Report;

/** Names what Postfix does not know of an outbound connector. */
final class LostOptions {
    private LostOptions() {
    }

    static void of(OutboundConnector connector, Report.Of about) {
        drop(about, "smartHost weight", connector.route() instanceof Route.SmartHosts hosts && !hosts.weights().isEmpty(), "Postfix has no weights");
        drop(about, "cost", connector.addressSpace().cost() != AddressSpace.DEFAULT_COST,
            "of connectors for the same mail the one of lowest cost is in the table");
        drop(about, "limits", !connector.limits().equals(ConnectionLimits.DEFAULT) || !connector.pace().equals(Pace.UNLIMITED),
            "set them for a service in master.cf");
        drop(about, "retry", !connector.retry().equals(RetrySchedule.DEFAULT),
            "Postfix has one schedule for all (minimal_backoff_time, maximal_queue_lifetime)");
        drop(about, "ciphers", !connector.tlsOptions().ciphers().isEmpty(), "Postfix knows grades (smtp_tls_mandatory_ciphers)");
        drop(about, "sourceAddress", !connector.sourceAddresses().isEmpty(), "set smtp_bind_address for a service in master.cf");
        drop(about, "targetDeliveryDomain, cloudServicesMailEnabled, senderRewritingEnabled", !connector.hybrid().equals(HybridOptions.NONE),
            "Postfix has none of these");
        Submission submission = connector.submission();
        drop(about, "option, staticAddress, fromRewrite, warmUp", submission.option().isPresent() || submission.fromRewrite().isPresent()
            || submission.warmUp().isPresent() || !submission.staticAddresses().isEmpty(), "Postfix has none of these");
        drop(about, "credentials", !submission.mailboxes().isEmpty(), "secrets are not exported: write them into sasl_passwd");
    }

    private static void drop(Report.Of about, String option, boolean set, String why) {
        if (set) {
            about.dropped(option, why);
        }
    }
}
