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
package io.jamesconnectors.server.validation;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.server.played.Listeners;
import io.jamesconnectors.server.played.PlayedPeer;
import io.jamesconnectors.server.played.PlayedPeers;
import io.jamesconnectors.smtp.validate.Step;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.smtp.validate.StepListener;
import io.jamesconnectors.smtp.validate.StepLog;
import io.jamesconnectors.smtp.wire.Printable;

/** Tries an inbound connector out: goes to each listener that it holds for, in the part of a peer that it was made for, and looks which connector takes it in. */
final class InboundValidation {
    private static final int MOST_LISTENERS = 10;

    private final Supplier<ActiveConnectors> current;
    private final Listeners listeners;
    private final PlayedPeers peers;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Duration patience;

    /** @param patience how long a listener may keep silent */
    InboundValidation(Supplier<ActiveConnectors> current, Listeners listeners, PlayedPeers peers, InstantSource clock, LongSupplier nanoTime, Duration patience) {
        this.current = current;
        this.listeners = listeners;
        this.peers = peers;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.patience = patience;
    }

    /**
     * Tries it out.
     *
     * @return all steps, in the order in which {@code listener} was told of them
     */
    List<Step> run(InboundConnector connector, Wanted request, StepListener listener) throws InterruptedException {
        StepLog log = new StepLog(listener, nanoTime);
        ActiveConnectors active = current.get();
        List<Listeners.Place> all = listeners.places();
        List<Listeners.Place> held = all.stream().filter(place -> connector.holdsFor(place.name())).limit(MOST_LISTENERS).toList();
        if (held.isEmpty()) {
            log.add(Kind.LISTENER, "", Outcome.FAILED, "no listener that the connector holds for (there are: "
                + all.stream().map(Listeners.Place::name).distinct().limit(MOST_LISTENERS).collect(Collectors.joining(", ")) + ")",
                "Name one of them in <listeners>, or give the name to a listener in smtpserver.xml.");
        }
        for (Listeners.Place place : held) {
            Part part = Part.of(active, connector, request, place.name());
            if (connector.listeners().isEmpty() && request.address().isEmpty() && active.inbound().turnAway(place.name(), part.address()).isPresent()) {
                log.add(Kind.LISTENER, place.name(), Outcome.SKIPPED, "it serves only networks in which no peer of this connector is", "");
            } else {
                go(connector, request, part, place, log);
                strangers(active, connector, request, part, place, log);
            }
        }
        return log.steps();
    }

    /** A connector that is switched off turns nobody away. */
    private void strangers(ActiveConnectors active, InboundConnector connector, Wanted request, Part part, Listeners.Place place, StepLog log) throws InterruptedException {
        if (connector.enabled()) {
            StrangerRun run = new StrangerRun(connector.name(), request.identity(), log, place, peers, patience, clock);
            boolean peerIsKnown = request.identity().isPresent() || !connector.senderIPAddresses().isEmpty() || !connector.publishedAddresses().isEmpty();
            if (Stranger.turnsAwayByPlace(connector) && Part.elsewhere(active).isEmpty()) {
                log.add(Kind.STRANGER, place.name(), Outcome.SKIPPED, "connectors list every address that could be a stranger's (expected: one of nobody's, such as 203.0.113.77, in no block)", "");
            }
            for (Stranger stranger : Stranger.of(active, connector, part, peerIsKnown)) {
                run.run(stranger);
            }
        }
    }

    private void go(InboundConnector connector, Wanted request, Part part, Listeners.Place place, StepLog log) throws InterruptedException {
        PeerRun run = new PeerRun(connector, request, part, log, place, patience, clock);
        log.begin(Kind.CONNECT, Listeners.name(place.address()));
        try (PlayedPeer peer = peers.play(part.address(), place.address(), request.sendTo().isPresent())) {
            run.run(peer);
        } catch (IOException e) {
            Optional<String> why = Optional.ofNullable(e.getMessage()).map(Printable::line);
            if (log.isRunning()) {
                log.end(Outcome.FAILED, why.orElse("can't connect"), "");
            }
        }
    }
}
