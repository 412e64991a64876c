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
package io.jamesconnectors.migration.exchange;

import java.util.List;

import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** {@code Get-OutboundConnector} of type OnPremises: the tenant sends to us, so it is our inbound connector from the tenant. */
final class FromTenant {
    private static final List<String> TYPES = List.of("", "OnPremises", "Partner");

    private FromTenant() {
    }

    /** Whether a connector of Exchange Online is about the organisation's own servers, of which this is one. */
    static boolean isOfOwnServers(CmdletObject object) throws Unreadable {
        return object.word("ConnectorType", TYPES).filter("OnPremises"::equals).isPresent();
    }

    static TenantAsPeer.Peer peer(CmdletObject object) throws Unreadable {
        Report.Of report = object.report();
        report.changed("ConnectorType", "type=\"office365\", inbound: the tenant sends to this server, and shows the certificate mail.protection.outlook.com");
        boolean enabled = FromPartner.enabled(object);
        if (object.flag("TestMode", false)) {
            report.changed("TestMode", "enabled=\"false\"");
            enabled = false;
        }
        boolean crossPremises = object.flag("CloudServicesMailEnabled", false);
        report.carried("CloudServicesMailEnabled", "cloudServicesMailEnabled");
        report.changed("TlsSettings", "requireTls, which is always true here: without TLS no certificate is shown");
        report.dropped("UseMXRecord", "how the tenant reaches this server; set there");
        report.carried("Name", "name, where it is the first connector from the tenant that is switched on");
        return new TenantAsPeer.Peer(object.words("Name"), enabled, FromPartner.comment(object), crossPremises);
    }
}
