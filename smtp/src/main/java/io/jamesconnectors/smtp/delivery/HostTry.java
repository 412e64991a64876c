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
package io.jamesconnectors.smtp.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.health.Visit;
import io.jamesconnectors.smtp.login.Account;
import io.jamesconnectors.smtp.session.Destination;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.tls.ClientTls;
import io.jamesconnectors.tls.TlsRequirement;
import io.netty.util.NetUtil;

/** Tries one host: its addresses one after another, none of which is ours. */
final class HostTry {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpDelivery.class);

    private final Targets targets;
    private final SourceAddresses sources;
    private final OwnListeners ownListeners;
    private final AddressTry addressTry;
    private final int addressesPerAttempt;

    HostTry(Targets targets, SourceAddresses sources, OwnListeners ownListeners, AddressTry addressTry, int addressesPerAttempt) {
        this.targets = targets;
        this.sources = sources;
        this.ownListeners = ownListeners;
        this.addressTry = addressTry;
        this.addressesPerAttempt = addressesPerAttempt;
    }

    /** What holds for every host of an attempt. */
    record Terms(TlsRequirement requirement, ClientTls tls, String ehloName, Optional<Account> account) {
        Destination at(String host, InetSocketAddress address, Optional<InetAddress> source) {
            return new Destination(host, address, requirement, ehloName, tls, account, source);
        }
    }

    /**
     * Tries the addresses of {@code host} until everybody has an answer, and tells {@code visit} what that says of the host.
     *
     * @param preferred addresses that go before the others
     * @return whether one of its addresses is this process
     */
    boolean run(Attempt attempt, TargetHost host, Terms terms, Set<InetSocketAddress> preferred, Visit visit) throws InterruptedException {
        Targets.HostAddresses found = targets.addresses(host);
        found.failure().ifPresent(failure -> {
            LOGGER.warn("connector=\"{}\" host={} reason=\"{}\"", attempt.connector().name(), host.name(), failure.reason());
            attempt.passOn(failure);
        });
        List<Targets.Place> places = new ArrayList<>(found.places());
        places.sort(Comparator.comparing(place -> !preferred.contains(new InetSocketAddress(place.address(), host.port()))));
        List<SessionException> failures = new ArrayList<>();
        boolean ours = false;
        for (Targets.Place place : places) {
            if (attempt.isOver() || attempt.tried() >= addressesPerAttempt) {
                break;
            }
            InetSocketAddress target = new InetSocketAddress(place.address(), host.port());
            if (ownListeners.include(target)) {
                ours = true;
                wouldLoop(attempt, place.host(), target);
            } else {
                tryAddress(attempt, place.host(), target, terms, visit).ifPresent(failures::add);
            }
        }
        if (!failures.isEmpty()) {
            visit.failed(failures.get(failures.size() - 1).reason(), failures.stream().allMatch(failure -> condemns(attempt.connector(), failure)));
        }
        return ours;
    }

    /** Whether {@code host} has one of these addresses. */
    boolean isAt(TargetHost host, Set<InetSocketAddress> some) {
        return targets.addresses(host).places().stream().anyMatch(place -> some.contains(new InetSocketAddress(place.address(), host.port())));
    }

    private Optional<SessionException> tryAddress(Attempt attempt, String host, InetSocketAddress target, Terms terms, Visit visit) throws InterruptedException {
        InetAddress address = target.getAddress();
        Optional<InetAddress> source = sources.of(attempt.connector(), address);
        if (source.filter(ours -> ours.getAddress().length != address.getAddress().length).isPresent()) {
            attempt.passOn(OwnFailures.of(Phase.CONNECT, OwnFailures.OWN_TROUBLE, host, NetUtil.toSocketAddressString(target), "Local error",
                "source address: of another family than the address of " + host + " (expected: the same)"));
            return Optional.empty();
        }
        return addressTry.run(attempt, terms.at(host, target, source), visit);
    }

    private static void wouldLoop(Attempt attempt, String host, InetSocketAddress target) {
        String peer = NetUtil.toSocketAddressString(target);
        String reason = host + " at " + peer + " is this server (expected: another one)";
        LOGGER.warn("connector=\"{}\" host={} address={} skipped reason=\"{}\"", attempt.connector().name(), host, peer, reason);
        attempt.passOn(OwnFailures.of(Phase.LOOKUP, OwnFailures.LOOP, host, peer, "Mail would come back to this server", reason));
    }

    /** Behind the few addresses of Office 365 are many machines: one that resets or keeps silent says nothing about the next. */
    private static boolean condemns(OutboundConnector connector, SessionException failure) {
        return connector.type() != ConnectorType.OFFICE365 || failure.fault() != Fault.CLOSED && failure.fault() != Fault.TIMEOUT;
    }
}
