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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.health.Admission;
import io.jamesconnectors.smtp.health.TargetHealth;
import io.jamesconnectors.smtp.pool.ConnectionPool;
import io.jamesconnectors.smtp.pool.PoolKey;
import io.jamesconnectors.smtp.session.Phase;

/**
 * Takes an attempt from host to host, rank by rank, as their health allows. Among hosts of one rank one that has enough to do is passed over for another; only when all
 * that live are at their limit does the attempt wait. A dead host is left out until its next probe. When the connections of the connector are all taken, a host with
 * an idle one goes first: to give that up for a new connection to another host would cost a handshake for each message.
 */
final class HostsInTurn {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpDelivery.class);

    private final TargetHealth health;
    private final ConnectionPool pool;
    private final HostTry hostTry;
    private final Duration patience;

    /** @param patience how long an attempt waits for a place at a host */
    HostsInTurn(TargetHealth health, ConnectionPool pool, HostTry hostTry, Duration patience) {
        this.health = health;
        this.pool = pool;
        this.hostTry = hostTry;
        this.patience = patience;
    }

    /** Tries the hosts, which are in the order of their ranks, until everybody has an answer or no host is left. */
    void run(Attempt attempt, List<TargetHost> hosts, HostTry.Terms terms) throws InterruptedException {
        OutboundConnector connector = attempt.connector();
        Set<InetSocketAddress> idle = pool.idleWhenFull(new PoolKey.Holder(connector.name(), attempt.account()), connector.limits());
        List<TargetHost> left = new ArrayList<>(hosts);
        while (!left.isEmpty() && !attempt.isOver()) {
            int rank = left.get(0).rank();
            List<TargetHost> equals = new ArrayList<>(left.stream().takeWhile(host -> host.rank() == rank).toList());
            left.subList(0, equals.size()).clear();
            if (!idle.isEmpty() && equals.size() > 1) {
                equals.sort(Comparator.comparing(host -> !hostTry.isAt(host, idle)));
            }
            if (amongEquals(attempt, equals, terms, idle)) {
                return;
            }
        }
    }

    /** @return whether the hosts of the ranks after this one are to be left alone */
    private boolean amongEquals(Attempt attempt, List<TargetHost> equals, HostTry.Terms terms, Set<InetSocketAddress> idle) throws InterruptedException {
        OutboundConnector connector = attempt.connector();
        while (!equals.isEmpty() && !attempt.isOver()) {
            Admission admission = health.enter(connector.name(), equals.stream().map(TargetHost::target).toList(), attempt.mostAtOneHost(), patience);
            if (admission instanceof Admission.Entered entered) {
                try (var visit = entered.visit()) {
                    TargetHost host = equals.stream().filter(candidate -> candidate.target().equals(visit.target())).findFirst().orElseThrow();
                    equals.removeIf(candidate -> candidate.target().equals(visit.target()));
                    boolean ours = hostTry.run(attempt, host, terms, idle, visit);
                    if (ours && host.kind() == TargetHost.Kind.EXCHANGER) {
                        return true;
                    }
                }
            } else {
                attempt.passOn(noAdmission(attempt, admission, equals.get(0)));
                return false;
            }
        }
        return false;
    }

    private Failure noAdmission(Attempt attempt, Admission admission, TargetHost first) {
        if (admission instanceof Admission.AllDead dead) {
            String host = dead.target().host();
            String reason = host + ":" + dead.target().port() + " is dead, next probe in " + dead.untilProbe().toSeconds() + " s, last failure: " + dead.lastFailure();
            LOGGER.debug("connector=\"{}\" host={} reason=\"{}\"", attempt.connector().name(), host, reason);
            return OwnFailures.of(Phase.LOOKUP, OwnFailures.HOST_DOWN, host, "", host + " is not answering", reason);
        }
        return OwnFailures.of(Phase.QUEUE, OwnFailures.CONGESTED, first.name(), "", "Too many connections in use",
            "attempts: as many as " + first.name() + " bears for " + patience.toSeconds() + " s");
    }
}
