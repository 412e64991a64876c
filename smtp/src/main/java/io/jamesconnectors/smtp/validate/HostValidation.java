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
package io.jamesconnectors.smtp.validate;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.TargetHost;
import io.jamesconnectors.smtp.delivery.Targets;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.tls.ClientTls;
import io.jamesconnectors.tls.TlsRequirement;
import io.jamesconnectors.tls.dns.SenderDns;

/** Takes the hosts of one validation, one after the other: finds the addresses of each, and goes to all of them. */
final class HostValidation {
    private final SenderDns dns;
    private final Targets targets;
    private final StepLog log;
    private final Bounds bounds;
    private final AddressValidation addresses;

    HostValidation(SenderDns dns, Targets targets, StepLog log, Bounds bounds, AddressValidation addresses) {
        this.dns = dns;
        this.targets = targets;
        this.log = log;
        this.bounds = bounds;
        this.addresses = addresses;
    }

    /** All of them, in their order. */
    void run(List<TargetHost> hosts, TlsRequirement requirement, ClientTls tls) throws InterruptedException {
        for (int i = 0; i < hosts.size(); i++) {
            Optional<String> over = bounds.over();
            if (over.isPresent()) {
                int left = hosts.size() - i - 1;
                log.add(Kind.RESOLVE, hosts.get(i).name(), Outcome.SKIPPED, over.get() + ": not tried" + (left == 0 ? "" : ", nor " + left + (left == 1 ? " host" : " hosts")
                    + " after it"), "");
                return;
            }
            run(hosts.get(i), requirement, tls);
        }
    }

    private void run(TargetHost host, TlsRequirement requirement, ClientTls tls) throws InterruptedException {
        log.begin(Kind.RESOLVE, host.name());
        Targets.HostAddresses found = targets.addresses(host);
        if (found.failure().isPresent()) {
            log.end(Outcome.FAILED, found.failure().get().reason(), Remedies.of(found.failure().get(), host));
            return;
        }
        List<Targets.Place> places = found.places();
        resolved(host, found);
        for (int i = 0; i < places.size(); i++) {
            Optional<String> over = bounds.anotherAddress();
            if (over.isPresent()) {
                int left = places.size() - i;
                log.add(Kind.CONNECT, host.name(), Outcome.SKIPPED, over.get() + ": " + (left == 1 ? "one address of this host is" : left + " addresses of this host are")
                    + " not tried", "");
                return;
            }
            Targets.Place place = places.get(i);
            addresses.run(place, host.port(), requirement, tls,
                places.stream().anyMatch(other -> other.host().equals(place.host()) && other.address() instanceof Inet4Address));
        }
    }

    private void resolved(TargetHost host, Targets.HostAddresses found) {
        Optional<DomainName> alias = DomainName.tryParse(host.name()).flatMap(dns::alias);
        String what = alias.map(target -> "an alias of " + target + ": ").orElse("")
            + found.places().stream().map(place -> (place.host().equals(host.name()) ? "" : place.host() + " ") + InetAddresses.toAddrString(place.address()))
                .collect(Collectors.joining(", "));
        if (!found.failures().isEmpty()) {
            log.end(Outcome.WARNING, what + "; " + found.failures().stream().map(Failure::reason).collect(Collectors.joining("; ")),
                "Mail goes to the other exchangers of this host. " + Remedies.of(found.failures().get(0), host));
        } else if (alias.isPresent() && host.kind() == TargetHost.Kind.EXCHANGER) {
            log.end(Outcome.WARNING, what, "An MX record must name a host that is no alias (RFC 2181 section 10.3). Mail goes there all the same; other servers may refuse to. "
                + "Have the record corrected there.");
        } else {
            log.ok(what);
        }
    }
}
