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
package io.jamesconnectors.gateway;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import com.google.common.base.Throwables;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.file.OverridesFile;
import io.jamesconnectors.connectors.file.RefusedConfiguration;
import io.jamesconnectors.gateway.queue.ActiveMqModule;
import io.jamesconnectors.gateway.queue.EmbeddedBroker;
import io.jamesconnectors.server.ConnectorsModule;
import io.jamesconnectors.server.FileWatch;

import org.apache.james.GuiceJamesServer;
import org.apache.james.MemoryJamesConfiguration;
import org.apache.james.MemoryJamesServerMain;
import org.apache.james.data.UsersRepositoryModuleChooser;
import org.apache.james.server.core.configuration.Configuration.ConfigurationPath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway. What is started last is stopped first: James with its listeners, then the broker that holds the mail, then the lock.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Gateway.class);

    /** What smtpserver.xml calls the listener for old devices. */
    private static final String LEGACY = "legacy";
    private static final ListenAddress NOWHERE = new ListenAddress("127.0.0.1", 0);

    private final ListenAddress smtp;
    private final ListenAddress web;
    private final Optional<ListenAddress> legacy;
    private final Optional<String> newToken;
    private final VarLock lock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable EmbeddedBroker broker;
    private @Nullable GuiceJamesServer james;
    private boolean storeFailed;

    private Gateway(ListenAddress smtp, ListenAddress web, Optional<ListenAddress> legacy, Optional<String> newToken, VarLock lock) {
        this.smtp = smtp;
        this.web = web;
        this.legacy = legacy;
        this.newToken = newToken;
        this.lock = lock;
    }

    /**
     * Returns when mail is taken.
     *
     * @throws StartFailure with the one line that says why not; everything that had been started is stopped again
     */
    static Gateway start(GatewayOptions options) throws StartFailure {
        VarLock lock = VarLock.take(options.var());
        Gateway gateway = null;
        try {
            LiveConnectors connectors = read(options);
            ListenAddress smtp = options.smtp().claim("SMTP");
            ListenAddress web = options.web().claim("the web administration");
            Optional<ListenAddress> legacy = options.legacy().isEmpty() ? Optional.empty() : Optional.of(legacy(options, connectors));
            FirstStart firstStart = new FirstStart(options.var());
            firstStart.certificate(hostName(), Instant.now());
            Optional<String> newToken = firstStart.token();
            gateway = new Gateway(smtp, web, legacy, newToken, lock);
            gateway.run(options, connectors, firstStart.storedToken());
            return gateway;
        } catch (StartFailure e) {
            stop(gateway, lock);
            throw e;
        } catch (IOException | GeneralSecurityException e) {
            stop(gateway, lock);
            throw new StartFailure(StartFailure.Kind.NOT_WRITABLE, "working data in " + options.var() + " can't be used: " + e.getMessage(), e);
        } catch (Exception e) {
            stop(gateway, lock);
            throw reason(e);
        }
    }

    private void run(GatewayOptions options, LiveConnectors connectors, TokenHash token) throws Exception {
        JamesFiles.assemble(options.conf(), options.var());
        String origin = "http://" + web;
        System.setProperty("gateway.smtp", smtp.toString());
        System.setProperty("gateway.legacy.enabled", Boolean.toString(legacy.isPresent()));
        System.setProperty("gateway.legacy.smtp", legacy.orElse(NOWHERE).toString());
        System.setProperty(FileWatch.PROPERTY, Boolean.toString(options.watch()));
        System.setProperty("gateway.web.host", web.host());
        System.setProperty("gateway.web.port", Integer.toString(web.port()));
        System.setProperty("gateway.web.origin", origin);
        // Otherwise James would end the process by itself, without a word on the console.
        System.setProperty("james.exit.on.startup.error", "false");
        EmbeddedBroker store = EmbeddedBroker.start(options.var().resolve("queues"), this::storeFailed);
        broker = store;
        MemoryJamesConfiguration configuration = new MemoryJamesConfiguration(new ConfigurationPath(JamesFiles.PLACE),
                new GatewayDirectories(options.conf(), options.var()), UsersRepositoryModuleChooser.Implementation.DEFAULT, false);
        GuiceJamesServer server = MemoryJamesServerMain.createServer(configuration)
                .combineWith(new ConnectorsModule())
                .overrideWith(new ActiveMqModule(store), new GatewayModule(connectors, new TokenFilter(token, origin)));
        james = server;
        server.start();
    }

    /** A listener for old devices that no networks are named for would be one for everyone. */
    private static ListenAddress legacy(GatewayOptions options, LiveConnectors connectors) throws StartFailure {
        if (!connectors.current().inbound().isLegacy(LEGACY)) {
            throw new StartFailure(StartFailure.Kind.CONFIGURATION, "--legacy-smtp: " + options.connectorsFile() + " has no <legacyListener name=\"" + LEGACY
                    + "\"> (expected: one, with the networks of the old devices)", null);
        }
        return options.legacy().orElseThrow().claim("SMTP for old devices");
    }

    /** Relative paths in the file start where {@code conf} lies, so that {@code file://conf/…} means the same as in James. */
    private static LiveConnectors read(GatewayOptions options) throws StartFailure, IOException {
        Path base = Optional.ofNullable(options.conf().getParent()).orElse(options.conf());
        OverridesFile overrides = OverridesFile.open(options.var().resolve(OverridesFile.NAME));
        try {
            LiveConnectors connectors = LiveConnectors.open(options.connectorsFile(), base, options.environment()::get, overrides, Clock.systemUTC());
            connectors.openingWarnings().forEach(warning -> LOGGER.warn("{}", warning.asText()));
            return connectors;
        } catch (RefusedConfiguration e) {
            long errors = e.diagnostics().stream().filter(diagnostic -> diagnostic.severity() == Severity.ERROR).count();
            throw new StartFailure(StartFailure.Kind.CONFIGURATION, options.connectorsFile() + " has " + errors + (errors == 1 ? " error" : " errors") + overrides.note(),
                    e.diagnostics().stream().map(Diagnostic::asText).toList(), e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static StartFailure reason(Exception e) {
        Throwable root = Throwables.getRootCause(e);
        if (root instanceof BindException) {
            return new StartFailure(StartFailure.Kind.PORT_TAKEN, "can't listen: " + root.getMessage(), e);
        }
        LOGGER.error("the gateway did not start", e);
        String what = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new StartFailure(StartFailure.Kind.INTERNAL, "the gateway did not start: " + what.lines().findFirst().orElse(""), e);
    }

    private void storeFailed() {
        LOGGER.error("the mail store failed; the gateway stops, since it could not keep what it accepts");
        synchronized (this) {
            storeFailed = true;
        }
        ended.countDown();
    }

    ListenAddress smtp() {
        return smtp;
    }

    ListenAddress web() {
        return web;
    }

    /** Where it takes mail of old devices, if it does. */
    Optional<ListenAddress> legacy() {
        return legacy;
    }

    /** The token of the web administration, when it has just been made: the only time that it can be shown. */
    Optional<String> newToken() {
        return newToken;
    }

    /** Waits until the gateway has been closed or can't go on; whether it was the former. */
    boolean awaitEnd() throws InterruptedException {
        ended.await();
        synchronized (this) {
            return !storeFailed;
        }
    }

    /** Stops taking mail, lets finish what is under way, and leaves the rest in the store. */
    @Override
    public void close() {
        stop(this, lock);
        ended.countDown();
    }

    private static void stop(@Nullable Gateway gateway, VarLock lock) {
        try (lock) {
            if (gateway == null) {
                return;
            }
            synchronized (gateway) {
                GuiceJamesServer running = gateway.james;
                gateway.james = null;
                EmbeddedBroker store = gateway.broker;
                gateway.broker = null;
                try (store) {
                    if (running != null) {
                        running.stop();
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.error("the gateway did not stop cleanly", e);
        }
    }
}
