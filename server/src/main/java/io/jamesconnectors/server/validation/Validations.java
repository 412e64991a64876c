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

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

import javax.annotation.PreDestroy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.mailets.ConnectorQueues;
import io.jamesconnectors.server.played.Listeners;
import io.jamesconnectors.server.played.PlayedPeers;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.smtp.validate.ConnectorValidation;
import io.jamesconnectors.smtp.validate.ValidationRequest;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.SenderDns;

/**
 * The validations of this server: {@value #MOST_RUNNING} at once at most and one of each connector, each on a thread of its own, for {@value #MOST_MINUTES}
 * minutes at most. The last {@value #MOST_KEPT} can be looked at; what they are about is kept longer, in {@link ValidationResults}. Safe for use by many threads.
 */
@Singleton
public final class Validations {
    static final Logger LOGGER = LoggerFactory.getLogger(Validations.class);
    private static final int MOST_RUNNING = 4;
    private static final int MOST_KEPT = 50;
    private static final int MOST_MINUTES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<ActiveConnectors> current;
    private final InboundValidation inbound;
    private final Supplier<Optional<String>> ehloName;
    private final ValidationResults results;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, ValidationRun> runs = new LinkedHashMap<>();
    private boolean stopped;

    @Inject
    public Validations(LiveConnectors live, Listeners listeners, PlayedPeers peers, ConnectorQueues queues, ValidationResults results) {
        this(live::current, listeners, peers, queues::heloName, results);
    }

    /** @param ehloName what this server calls itself when it sends mail; empty before it knows */
    public Validations(Supplier<ActiveConnectors> current, Listeners listeners, PlayedPeers peers, Supplier<Optional<String>> ehloName, ValidationResults results) {
        this.current = current;
        this.inbound = new InboundValidation(current, listeners, peers, clock, System::nanoTime, PATIENCE);
        this.ehloName = ehloName;
        this.results = results;
    }

    /** Begins to validate an inbound connector. */
    public Started start(InboundConnector connector, Wanted wanted) {
        return start(connector.name(), Direction.INBOUND, listener -> inbound.run(connector, wanted, listener));
    }

    /** Begins to validate an outbound connector, as this server would send: with its name, its name servers and its secrets. */
    public Started start(OutboundConnector connector, Wanted wanted) {
        Connectors connectors = current.get().connectors();
        return start(connector.name(), Direction.OUTBOUND, listener -> {
            Secrets secrets = new Secrets(System::getenv);
            Random random = new Random();
            try (SenderDns dns = DnsjavaMailDns.of(connectors.dnsServers(), PATIENCE);
                    ConnectorValidation validation = new ConnectorValidation(dns, Timeouts.of(PATIENCE), clock,
                        new Logins(clock, secrets, TokenCache.open(clock, secrets, random)), System::getenv, random)) {
                validation.run(connectors, connector, new ValidationRequest(wanted.from(), wanted.sendTo(), ownName(connectors)), listener);
            }
        });
    }

    /**
     * How far a validation is, or what came of it.
     *
     * @param after the index of the last step that is known already; 0 for none
     * @return empty when there is none of that id, or no longer
     */
    public synchronized Optional<Progress> find(String id, int after) {
        return Optional.ofNullable(runs.get(id)).map(run -> run.after(after));
    }

    /** Breaks a validation off; false when there is none of that id. */
    public synchronized boolean breakOff(String id) {
        Optional<ValidationRun> found = Optional.ofNullable(runs.get(id));
        found.ifPresent(run -> run.breakOff("broken off as asked"));
        return found.isPresent();
    }

    /** What came of the last one of each connector. */
    public ValidationResults results() {
        return results;
    }

    /** Breaks all off, and begins none any more. */
    @PreDestroy
    public synchronized void stop() {
        stopped = true;
        runs.values().forEach(run -> run.breakOff("broken off: the server stops"));
    }

    private synchronized Started start(ConnectorName name, Direction direction, ValidationRun.Work work) {
        List<ValidationRun> running = new ArrayList<>(runs.values().stream().filter(ValidationRun::isRunning).toList());
        Optional<ValidationRun> same = running.stream().filter(run -> run.isOf(name, direction)).findFirst();
        if (same.isPresent()) {
            return new Started.Already(same.get().id());
        }
        if (running.size() >= MOST_RUNNING || stopped) {
            return new Started.TooMany(MOST_RUNNING);
        }
        ValidationRun run = new ValidationRun(UUID.randomUUID().toString(), name, direction, clock, Duration.ofMinutes(MOST_MINUTES));
        runs.put(run.id(), run);
        runs.values().stream().filter(old -> !old.isRunning()).map(ValidationRun::id).limit(Math.max(0, runs.size() - MOST_KEPT)).toList().forEach(runs::remove);
        Thread thread = new Thread(() -> end(run, work), "validation-" + run.id());
        thread.setDaemon(true);
        thread.start();
        return new Started.Running(run.id());
    }

    private void end(ValidationRun run, ValidationRun.Work work) {
        run.run(work).ifPresent(result -> {
            LOGGER.info("validation id={} connector=\"{}\" direction={} outcome={} steps={}", run.id(), result.connector(), result.direction().word(),
                result.outcome(), result.steps().size());
            results.keep(result);
        });
    }

    private String ownName(Connectors connectors) {
        return ehloName.get().orElseGet(() -> connectors.acceptedDomains().stream().findFirst().map(domain -> domain.name().asString()).orElse("localhost"));
    }
}
