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
package io.jamesconnectors.server;

import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;

import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.common.base.Suppliers;
import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.IdentityFiles;
import io.jamesconnectors.connectors.file.LiveConnectors;

/**
 * When our own certificates end: those that outbound connectors show, from their files as they are now, and those that SMTP listeners show, whatever they were made of.
 * Of a chain the link that ends first counts.
 */
@Singleton
public final class CertificateDates {
    private static final Logger LOGGER = LoggerFactory.getLogger(CertificateDates.class);
    private static final int MOST_CERTIFICATES = 1_000;

    private static final int FRESH_MINUTES = 5;

    private final LiveConnectors connectors;
    private final Supplier<@Nullable List<AbstractConfigurableAsyncServer>> listeners;

    /**
     * One certificate of ours.
     *
     * @param shownBy the connectors with it, or the listener: {@code connector 'Relay'}, {@code listener 127.0.0.1:2525}
     * @param subject of the link that ends first, as RFC 2253 writes it
     * @param notAfter when that ends
     */
    public record End(String shownBy, String subject, Instant notAfter) {
    }

    /** Shows as a gauge {@code connectors.certificates.secondsLeft}, at most five minutes old, how long the first to end lasts; -1 where there is none. */
    @Inject
    public CertificateDates(LiveConnectors connectors, SMTPServerFactory smtp, GaugeRegistry gauges) {
        this(connectors, smtp::getServers);
        com.google.common.base.Supplier<Optional<Instant>> first = Suppliers.memoizeWithExpiration(() -> all().stream().findFirst().map(End::notAfter), FRESH_MINUTES, TimeUnit.MINUTES);
        gauges.register("connectors.certificates.secondsLeft", () -> first.get().map(end -> Duration.between(Instant.now(), end).toSeconds()).orElse(-1L));
    }

    /** @param listeners null before they have started */
    CertificateDates(LiveConnectors connectors, Supplier<@Nullable List<AbstractConfigurableAsyncServer>> listeners) {
        this.connectors = connectors;
        this.listeners = listeners;
    }

    /** The first to end first; at most {@value #MOST_CERTIFICATES} of connectors. Reads files, so it is nothing for an I/O thread. Files that can't be read are left out. */
    public List<End> all() {
        List<End> ends = new ArrayList<>();
        Map<ClientCertificate, List<OutboundConnector>> users = new HashMap<>();
        connectors.current().connectors().outbound().stream().filter(OutboundConnector::enabled)
            .forEach(connector -> connector.tlsOptions().clientCertificate().ifPresent(certificate ->
                users.computeIfAbsent(certificate, key -> new ArrayList<>()).add(connector)));
        users.entrySet().stream().limit(MOST_CERTIFICATES)
            .forEach(entry -> end(named(entry.getValue()), IdentityFiles.read(entry.getKey(), System::getenv).chain()).ifPresent(ends::add));
        List<AbstractConfigurableAsyncServer> known = listeners.get();
        if (known != null) {
            known.stream().filter(AbstractConfigurableAsyncServer::isStarted).forEach(listener -> ofListener(listener).ifPresent(ends::add));
        }
        ends.sort(Comparator.comparing(End::notAfter));
        return List.copyOf(ends);
    }

    private static Optional<End> ofListener(AbstractConfigurableAsyncServer listener) {
        try {
            ListenerTls tls = ListenerTls.of(listener);
            if (!tls.isOn()) {
                return Optional.empty();
            }
            return end("listener " + listener.getListenAddresses().get(0), HandshakeRehearsal.without(tls.encryption()).serverChain());
        } catch (ReflectiveOperationException | GeneralSecurityException | SSLException | RuntimeException e) {
            LOGGER.warn("listener={} certificate=unknown reason=\"{}\"", listener.getListenAddresses(), String.valueOf(e));
            return Optional.empty();
        }
    }

    private static Optional<End> end(String shownBy, List<? extends Certificate> chain) {
        return chain.stream().filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).min(Comparator.comparing(X509Certificate::getNotAfter))
            .map(first -> new End(shownBy, first.getSubjectX500Principal().getName(), first.getNotAfter().toInstant()));
    }

    private static String named(List<OutboundConnector> users) {
        return "connector '" + users.get(0).name() + "'" + (users.size() == 1 ? "" : " and " + (users.size() - 1) + " more");
    }
}
