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
package io.jamesconnectors.smtp.spf;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;

/** What to publish for one sender domain of a connector, in words that can be copied. */
final class SpfPublication {
    private static final DomainName WORLDWIDE = DomainName.parse("spf.protection.outlook.com");
    private static final DomainName US_GOV = DomainName.parse("spf.protection.office365.us");
    private static final DomainName CHINA = DomainName.parse("spf.protection.partner.outlook.cn");
    private static final DomainName OF_MICROSOFT = DomainName.parse("onmicrosoft.com");
    /** A string of a TXT record holds no more octets (RFC 1035 §3.3). */
    private static final int LONGEST_STRING = 255;
    private static final int LONGEST_SHOWN = 1_500;

    private final DomainName domain;
    private final DomainName office365;
    private final List<String> ours;

    SpfPublication(DomainName domain, OutboundConnector connector) {
        this.domain = domain;
        this.office365 = office365(connector);
        this.ours = connector.seenFrom().stream().map(address -> (address instanceof Inet4Address ? "ip4:" : "ip6:") + InetAddresses.toAddrString(address))
            .toList();
    }

    /** Whose record lists the servers from which the tenant's cloud sends. */
    DomainName office365() {
        return office365;
    }

    /** For a domain that has no record. */
    String insteadOfNone() {
        return publish(new SpfRecord(List.of("-all")).with(terms(Set.of()))) + " Add what else sends for the domain.";
    }

    /**
     * For a domain that has records already.
     *
     * @param included whose records these include
     */
    String insteadOf(List<SpfRecord> records, Set<DomainName> included) {
        List<String> first = terms(included);
        SpfRecord whole = SpfRecord.joined(records).with(first);
        return records.stream().allMatch(SpfRecord::isPrintable) && whole.asText().length() <= LONGEST_SHOWN ? publish(whole)
            : "put '" + String.join(" ", first) + "' right after v=spf1 into the only SPF record of " + domain + ".";
    }

    private List<String> terms(Set<DomainName> included) {
        List<String> terms = new ArrayList<>(ours);
        if (!included.contains(office365)) {
            terms.add("include:" + office365);
        }
        return terms;
    }

    private String publish(SpfRecord record) {
        if (domain.isOrIsBelow(OF_MICROSOFT)) {
            return "send as a domain of your own: for " + domain + " only Microsoft publishes.";
        }
        String text = record.asText();
        return "publish as the only SPF record of " + domain + ": TXT \"" + text + "\""
            + (text.length() > LONGEST_STRING ? ", cut into strings of at most 255 characters." : ".");
    }

    private static DomainName office365(OutboundConnector connector) {
        List<String> hosts = connector.route() instanceof Route.SmartHosts smart ? smart.hosts().stream().map(SmartHost::host).toList() : List.of();
        return hosts.stream().anyMatch(host -> host.endsWith(".office365.us")) ? US_GOV : hosts.stream().anyMatch(host -> host.endsWith(".outlook.cn")) ? CHINA
            : WORLDWIDE;
    }
}
