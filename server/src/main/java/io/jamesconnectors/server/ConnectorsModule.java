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

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.file.OverridesFile;
import io.jamesconnectors.connectors.file.RefusedConfiguration;
import io.jamesconnectors.mailets.ConnectorDesk;
import io.jamesconnectors.mailets.ConnectorQueues;
import io.jamesconnectors.mailets.MetricRemoval;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.server.published.PublishedLists;
import io.jamesconnectors.server.validation.ValidationResults;
import io.jamesconnectors.server.web.OwnCertificates;
import io.jamesconnectors.smtp.delivery.Delivery;
import io.jamesconnectors.smtp.delivery.DeliverySettings;
import io.jamesconnectors.smtp.delivery.SmtpDelivery;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.tls.dns.MailDns;
import io.jamesconnectors.tls.inbound.ClientCertificates;
import io.jamesconnectors.tls.inbound.PresentedCertificate;
import io.jamesconnectors.trace.TraceSink;
import io.jamesconnectors.trace.store.TraceJournal;

/**
 * What hooks, mailets and routes share. In {@code extensions.properties}:
 *
 * <pre>{@code guice.extension.module=io.jamesconnectors.server.ConnectorsModule}</pre>
 *
 * James makes one child injector of all extension modules, so each singleton here is the same object for everyone.
 * It works as well when it is combined with the modules of James itself.
 */
public final class ConnectorsModule extends AbstractModule {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConnectorsModule.class);
    private static final String FILE = FileSystem.FILE_PROTOCOL_AND_CONF + "connectors.xml";
    private static final String TRACE = FileSystem.FILE_PROTOCOL_AND_VAR + "trace";
    private static final String OVERRIDES = FileSystem.FILE_PROTOCOL_AND_VAR + OverridesFile.NAME;
    private static final String VALIDATIONS = FileSystem.FILE_PROTOCOL_AND_VAR + "connector-validations.json";

    @Override
    protected void configure() {
        bind(ActivityLog.class).in(Scopes.SINGLETON);
        bind(ConnectorDesk.class).to(ConnectorQueues.class);
        bind(PublishedLists.class).in(Scopes.SINGLETON);
        bind(FileWatch.class).in(Scopes.SINGLETON);
    }

    /**
     * The configuration in force, from {@code conf/connectors.xml}. All that is wrong with the file is in the log, a line for each. From here on the published
     * lists that it names are kept up to date, and it is watched where that is asked for.
     *
     * @throws IllegalStateException when the file is missing or has an error, or the kept overrides are damaged; the message is one line, and the server must not start
     */
    @Provides
    @Singleton
    LiveConnectors liveConnectors(FileSystem fileSystem, PublishedLists published, FileWatch watch, Clock clock) {
        try {
            Path file = fileSystem.getFile(FILE).toPath().normalize();
            LiveConnectors live = open(file, fileSystem, OverridesFile.open(fileSystem.getFile(OVERRIDES).toPath()), clock);
            log(live.openingWarnings());
            Connectors connectors = live.current().connectors();
            LOGGER.info("connectors file={} accepted_domains={} inbound={} outbound={}",
                file, connectors.acceptedDomains().size(), connectors.inbound().size(), connectors.outbound().size());
            published.start(live);
            watch.follow(live);
            return live;
        } catch (FileNotFoundException e) {
            throw new IllegalStateException(FILE + ": can't be found (expected: a file in James's configuration directory)", e);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static LiveConnectors open(Path file, FileSystem fileSystem, OverridesFile overrides, Clock clock) throws FileNotFoundException {
        try {
            return LiveConnectors.open(file, fileSystem.getBasedir().toPath(), System::getenv, overrides, clock);
        } catch (RefusedConfiguration e) {
            log(e.diagnostics());
            List<Diagnostic> errors = e.diagnostics().stream().filter(diagnostic -> diagnostic.severity() == Severity.ERROR).toList();
            throw new IllegalStateException("connectors.xml" + overrides.note() + ": " + errors.size() + (errors.size() == 1 ? " error: " : " errors (all are in the log), the first: ")
                + errors.get(0).asText());
        }
    }

    /** When our own certificates end, for the web administration. */
    @Provides
    OwnCertificates ownCertificates(Provider<CertificateDates> dates) {
        return () -> dates.get().all().stream().map(end -> new OwnCertificates.End(end.shownBy(), end.subject(), end.notAfter())).toList();
    }

    /**
     * The trace of this server: in {@code var/trace}, unless the configuration names another database. Who delivers mail closes it at last. The gauge
     * {@code connectors.trace.dropped} counts what it has lost.
     *
     * @throws IOException when James has no directory for it
     */
    @Provides
    @Singleton
    TraceJournal traceJournal(LiveConnectors live, FileSystem fileSystem, Clock clock, GaugeRegistry gauges) throws IOException {
        Secrets secrets = new Secrets(System::getenv);
        TraceJournal journal = TraceJournal.start(fileSystem.getFile(TRACE).toPath().normalize(), source -> {
            try (Secret secret = secrets.read(source)) {
                return new String(secret.reveal(), StandardCharsets.UTF_8);
            }
        }, live.current().connectors().trace(), clock);
        live.onSwap(active -> journal.use(active.connectors().trace()));
        gauges.register("connectors.trace.dropped", () -> journal.health().dropped());
        return journal;
    }

    /** Where everybody notes what becomes of mail. */
    @Provides
    @Singleton
    TraceSink traceSink(TraceJournal journal) {
        return journal;
    }

    /** For the metrics of connectors that are gone. */
    @Provides
    MetricRemoval metricRemoval(MetricRegistry registry) {
        return unwanted -> {
            registry.removeMatching((name, metric) -> unwanted.test(name));
            return true;
        };
    }

    /** How hosts are found: through the name servers of the configuration in force. */
    @Provides
    @Singleton
    MailDns mailDns(LiveConnectors live) {
        return ConfiguredDns.of(live);
    }

    /** What the limits of inbound connectors are counted by: one for all listeners. */
    @Provides
    @Singleton
    DoorLimits doorLimits(LiveConnectors live) {
        InboundDoor door = new InboundDoor();
        LongSupplier clock = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        live.onSwap(active -> door.prune(clock.getAsLong()));
        return new DoorLimits(door, clock);
    }

    /** Which listeners there are, for a warning of connectors that hold for others. */
    @Provides
    @Singleton
    ListenerNames listenerNames(LiveConnectors live) {
        ListenerNames names = new ListenerNames(() -> live.current().connectors());
        live.onSwap(active -> names.changed(active.connectors()));
        return names;
    }

    /** What came of trying connectors out. */
    @Provides
    @Singleton
    ValidationResults validationResults(FileSystem fileSystem) throws FileNotFoundException {
        return ValidationResults.open(fileSystem.getFile(VALIDATIONS).toPath());
    }

    /** What the certificates of clients are worth, with the trusted roots of the configuration in force. */
    @Provides
    @Singleton
    ClientCertificates clientCertificates(LiveConnectors live) {
        ClientCertificates certificates = ClientCertificates.start();
        live.onSwap(active -> certificates.prepare(trustSources(active.connectors())));
        certificates.prepare(trustSources(live.current().connectors()));
        return certificates;
    }

    /** How the certificates of sessions are read. */
    @Provides
    @Singleton
    CertificateReader certificateReader(ClientCertificates certificates) {
        return (session, sources) -> PresentedCertificate.of(session)
            .map(presented -> certificates.facts(presented, sources.apply(presented.names()), Instant.now()));
    }

    /** The one delivery of this process; the gauge {@code connectors.tokens.failing} counts its identities that get no token. The queues that use it close it when they have stopped. */
    @Provides
    @Singleton
    Delivery delivery(MailDns dns, Provider<SMTPServerFactory> smtp, GaugeRegistry gauges) {
        Delivery delivery = SmtpDelivery.open(dns, DeliverySettings.DEFAULT.listeningAt(() -> listeners(smtp.get())));
        gauges.register("connectors.tokens.failing", () -> delivery.tokens().stream().filter(state -> state.failures() > 0).count());
        return delivery;
    }

    /** Where James takes mail; nothing before it has started its listeners. */
    private static Set<InetSocketAddress> listeners(SMTPServerFactory smtp) {
        List<AbstractConfigurableAsyncServer> servers = smtp.getServers();
        return servers == null ? Set.of()
            : servers.stream().filter(AbstractConfigurableAsyncServer::isStarted).flatMap(server -> server.getListenAddresses().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<TrustSource> trustSources(Connectors connectors) {
        return connectors.inbound().stream().flatMap(connector -> connector.certificate().stream()).map(SenderCertificate::trust).collect(Collectors.toSet());
    }

    private static void log(List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.severity() == Severity.ERROR) {
                LOGGER.error("{}", diagnostic.asText());
            } else {
                LOGGER.warn("{}", diagnostic.asText());
            }
        }
    }
}
