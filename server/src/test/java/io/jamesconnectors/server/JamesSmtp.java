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

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.inject.Inject;
import javax.mail.MessagingException;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.io.FileHandler;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.MappingsImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.smtpserver.CoreCmdHandlerLoader;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.james.smtpserver.SendMailHandler;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.james.smtpserver.netty.SmtpMetricsImpl;
import org.apache.james.user.api.UsersRepository;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;

import com.google.common.net.InetAddresses;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.hybrid.SigningKeys;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.matchers.place.LocalUsers;
import io.jamesconnectors.matchers.place.Places;
import io.jamesconnectors.matchers.place.RoutingSources;
import io.jamesconnectors.server.played.Listeners;
import io.jamesconnectors.server.played.PlayedPeers;
import io.jamesconnectors.testing.secrets.UsedSecrets;
import io.jamesconnectors.trace.TraceNote;

/**
 * James's own SMTP server with all of its own handlers and our hook before them, as {@code smtpserver.xml} would have it, on a free port of the loopback
 * address. What would go to the spooler is kept. It knows the domain local.example and there the user bob, password {@code secret}.
 */
final class JamesSmtp implements AutoCloseable {
    static final String PASSWORD = UsedSecrets.note("password of a user", "correct horse of Bob");
    static final SigningKeys SIGNING_KEYS = SigningKeys.of(List.of("a key of these tests".getBytes(StandardCharsets.US_ASCII)));

    private final SMTPServerFactory factory;
    private final Kept kept;
    final InboundDoor door;
    final RecordingMetricFactory metrics;
    final PlayedPeers played;
    final Listeners listeners;
    final List<TraceNote> noted;

    private JamesSmtp(SMTPServerFactory factory, Kept kept, InboundDoor door, RecordingMetricFactory metrics, PlayedPeers played, Listeners listeners,
            List<TraceNote> noted) {
        this.factory = factory;
        this.kept = kept;
        this.door = door;
        this.metrics = metrics;
        this.played = played;
        this.listeners = listeners;
        this.noted = noted;
    }

    /** A listener with these elements in its {@code <smtpserver>}, and these handlers after our hook; files are looked for in {@code directory}. */
    static JamesSmtp start(Path directory, Supplier<InboundRules> rules, CertificateReader certificates, String elements, String handlers) throws Exception {
        return start(directory, rules, certificates, users -> new Places(() -> ActiveConnectors.of(Connectors.NONE), users,
            RoutingSources.unwatched(Connectors.NONE), () -> SIGNING_KEYS, Clock.systemUTC()), elements, handlers);
    }

    /** The same with what it knows of where recipients live, made of James's users and mappings. */
    static JamesSmtp start(Path directory, Supplier<InboundRules> rules, CertificateReader certificates, Function<LocalUsers, Places> places, String elements,
            String handlers) throws Exception {
        RecordingMetricFactory metrics = new RecordingMetricFactory();
        List<TraceNote> noted = new CopyOnWriteArrayList<>();
        FileSystem files = new Directory(directory);
        Kept kept = new Kept();
        InboundDoor door = new InboundDoor();
        PlayedPeers played = new PlayedPeers();
        Listeners listeners = new Listeners();
        Loader loader = new Loader();
        SMTPServerFactory factory = new SMTPServerFactory(fake(DNSService.class, Map.of("getByName", name -> InetAddresses.forString((String) name[0]))),
            loader, files, metrics) {
            @Override
            protected SMTPServer createServer() {
                return new SMTPServer(new SmtpMetricsImpl(metrics));
            }
        };
        loader.injector = Guice.createInjector(new AbstractModule() {
            @Override
            protected void configure() {
                DomainList domains = KnownDomains.of("local.example", "moved.example");
                bind(MetricFactory.class).toInstance(metrics);
                bind(Clock.class).toInstance(Clock.systemUTC());
                bind(DomainList.class).toInstance(domains);
                bind(Kept.class).toInstance(kept);
                bind(UsersRepository.class).toInstance(fake(UsersRepository.class, Map.of(
                    "getUsername", address -> Username.of(((MailAddress) address[0]).asString()),
                    "contains", name -> ((Username) name[0]).asString().equals("bob@local.example"),
                    "test", login -> ((Username) login[0]).asString().equals("bob@local.example") && login[1].equals(PASSWORD))));
                bind(CanSendFrom.class).toInstance(fake(CanSendFrom.class, Map.of("userCanSendFrom", users -> users[0].equals(users[1]))));
                bind(Authorizator.class).toInstance(fake(Authorizator.class, Map.of()));
                bind(RecipientRewriteTable.class).toInstance(fake(RecipientRewriteTable.class, Map.of("getResolvedMappings", address -> MappingsImpl.empty())));
                bind(InboundConnectorsHook.class).toProvider(() -> {
                    InboundConnectorsHook hook = new InboundConnectorsHook(rules, domains, certificates, new DoorLimits(door, () -> 0), metrics, new ActivityLog(Clock.systemUTC()), new InboundTrace(noted::add, Clock.systemUTC()));
                    StartingListener starting = new StartingListener(factory);
                    hook.prepare(new HandlerOrder(starting), new ClientCertificateRequest(starting, files), new ListenerNames(() -> Connectors.NONE));
                    hook.prepare(played, listeners, starting);
                    hook.prepare(requireNonNull(loader.injector).getInstance(Arrival.class));
                    return hook;
                });
                bind(HandlerOrder.class).toProvider(() -> new HandlerOrder(new StartingListener(factory)));
            }

            @Provides
            @Singleton
            Places places(LocalUsers users) {
                return places.apply(users);
            }
        });
        XMLConfiguration configuration = new XMLConfiguration();
        new FileHandler(configuration).load(new StringReader("""
            <smtpservers>
              <smtpserver enabled="true">
                <jmxName>%s</jmxName>
                <bind>127.0.0.1:0</bind>
                <gracefulShutdown>false</gracefulShutdown>
                %s
                <handlerchain enableJmx="false" coreHandlersPackage="%s">
                  <handler class="%s"><listener>mx</listener></handler>
                  %s
                </handlerchain>
              </smtpserver>
            </smtpservers>
            """.formatted(UUID.randomUUID(), elements, Core.class.getName(), InboundConnectorsHook.class.getName(), handlers)));
        factory.configure(configuration);
        factory.init();
        return new JamesSmtp(factory, kept, door, metrics, played, listeners, noted);
    }

    InetSocketAddress address() {
        return factory.getServers().get(0).getListenAddresses().get(0);
    }

    /** What accepted messages carry, in the order of their acceptance. */
    List<Map<String, String>> accepted() {
        return List.copyOf(kept.attributes);
    }

    /** What accepted messages were, in the same order. */
    List<String> messages() {
        return List.copyOf(kept.messages);
    }

    void forget() {
        kept.attributes.clear();
        kept.messages.clear();
    }

    @Override
    public void close() {
        factory.destroy();
    }

    private static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(JamesSmtp.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Function<Object[], Object> answer = answers.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException(method.toString());
            }
            return answer.apply(arguments);
        }));
    }

    /** James's own handlers, but for the last one, which would need a spooler. */
    public static final class Core implements HandlersPackage {
        @Override
        public List<String> getHandlers() {
            List<String> handlers = new ArrayList<>(new CoreCmdHandlerLoader().getHandlers());
            handlers.replaceAll(name -> name.equals(SendMailHandler.class.getName()) ? Kept.class.getName() : name);
            return handlers;
        }
    }

    /** Takes every message. */
    public static final class Kept implements JamesMessageHook {
        private final BlockingQueue<Map<String, String>> attributes = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Inject
        public Kept() {
            // nothing to prepare
        }

        @Override
        public HookResult onMessage(SMTPSession session, Mail mail) {
            try (InputStream in = new MimeMessageInputStream(mail.getMessage())) {
                messages.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            } catch (IOException | MessagingException e) {
                throw new AssertionError("message of " + mail.getName(), e);
            }
            attributes.add(mail.attributes().collect(Collectors.toMap(
                attribute -> attribute.getName().asString(), JamesSmtp::text)));
            return HookResult.builder().hookReturnCode(HookReturnCode.ok()).smtpDescription("2.6.0 Message received").build();
        }
    }

    private static String text(Attribute attribute) {
        return String.valueOf(attribute.getValue().value());
    }

    private static final class Loader implements ProtocolHandlerLoader {
        private @Nullable Injector injector;

        @Override
        public ProtocolHandler load(String name, Configuration config) throws LoadingException {
            try {
                ProtocolHandler handler = (ProtocolHandler) requireNonNull(injector).getInstance(Class.forName(name));
                handler.init(config);
                return handler;
            } catch (ReflectiveOperationException | ConfigurationException e) {
                throw new LoadingException(name, e);
            }
        }
    }

    private record Directory(Path path) implements FileSystem {
        @Override
        public InputStream getResource(String url) throws IOException {
            return Files.newInputStream(getFile(url).toPath());
        }

        @Override
        public File getFile(String url) {
            return path.resolve(url.substring(FILE_PROTOCOL.length())).toFile();
        }

        @Override
        public File getBasedir() {
            return path.toFile();
        }
    }
}
