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
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.io.FileHandler;
import org.apache.james.core.MaybeSender;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.protocols.api.handler.CommandDispatcher;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.MailCmdHandler;
import org.apache.james.protocols.smtp.core.QuitCmdHandler;
import org.apache.james.protocols.smtp.core.UnknownCmdHandler;
import org.apache.james.protocols.smtp.core.WelcomeMessageHandler;
import org.apache.james.protocols.smtp.core.esmtp.EhloCmdHandler;
import org.apache.james.protocols.smtp.core.esmtp.StartTlsCmdHandler;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.james.smtpserver.netty.SmtpMetrics;
import org.apache.james.smtpserver.netty.SmtpMetricsImpl;
import org.jspecify.annotations.Nullable;

/**
 * James's own SMTP server with what {@code smtpserver.xml} would say, on a free port of the loopback address. Its one handler has it ask for client
 * certificates, and answers MAIL with what it sees: {@code 550 TLSv1.3 CN=Partner}, {@code 550 TLSv1.3 none} or {@code 550 clear}.
 */
final class JamesListener implements AutoCloseable {
    private final SMTPServerFactory factory;
    private final FileSystem files;

    private JamesListener(SMTPServerFactory factory, FileSystem files) {
        this.factory = factory;
        this.files = files;
    }

    /** A listener with these elements in its {@code <smtpserver>} and in its {@code <handler>}; files are looked for in {@code directory}. */
    static JamesListener start(Path directory, String elements, String handler) throws Exception {
        return start(directory, elements, handler, SMTPServer::new);
    }

    /** The same with a listener of another kind. */
    static JamesListener start(Path directory, String elements, String handler, Function<SmtpMetrics, SMTPServer> listener) throws Exception {
        return start(directory, elements, "", handler, listener);
    }

    /** A listener whose chain has these {@code <handler>} elements before ours. */
    static JamesListener startBehind(Path directory, String handlers) throws Exception {
        return start(directory, "", handlers, "", SMTPServer::new);
    }

    private static JamesListener start(Path directory, String elements, String before, String handler, Function<SmtpMetrics, SMTPServer> listener)
            throws Exception {
        FileSystem files = new Directory(directory);
        Loader loader = new Loader(files);
        MetricFactory metrics = new RecordingMetricFactory();
        SMTPServerFactory factory = new SMTPServerFactory(null, loader, files, metrics) {
            @Override
            protected SMTPServer createServer() {
                return listener.apply(new SmtpMetricsImpl(metrics));
            }
        };
        loader.factory = factory;
        factory.configure(xml("""
            <smtpservers>
              <smtpserver enabled="true">
                <jmxName>%s</jmxName>
                <bind>127.0.0.1:0</bind>
                <gracefulShutdown>false</gracefulShutdown>
                %s
                <handlerchain enableJmx="false" coreHandlersPackage="%s">
                  %s
                  <handler class="%s">%s</handler>
                </handlerchain>
              </smtpserver>
            </smtpservers>
            """.formatted(UUID.randomUUID(), elements, Core.class.getName(), before, SeenCertificate.class.getName(), handler)));
        factory.init();
        return new JamesListener(factory, files);
    }

    /** What one more handler would be given. */
    ClientCertificateRequest request() {
        return new ClientCertificateRequest(new StartingListener(factory), files);
    }

    AbstractConfigurableAsyncServer server() {
        return factory.getServers().get(0);
    }

    InetSocketAddress address() {
        return server().getListenAddresses().get(0);
    }

    @Override
    public void close() {
        factory.destroy();
    }

    private static XMLConfiguration xml(String text) throws ConfigurationException {
        XMLConfiguration configuration = new XMLConfiguration();
        new FileHandler(configuration).load(new StringReader(text));
        return configuration;
    }

    /** What a server needs to speak SMTP as far as MAIL. */
    public static final class Core implements HandlersPackage {
        @Override
        public List<String> getHandlers() {
            return List.of(WelcomeMessageHandler.class.getName(), CommandDispatcher.class.getName(), EhloCmdHandler.class.getName(),
                StartTlsCmdHandler.class.getName(), MailCmdHandler.class.getName(), QuitCmdHandler.class.getName(), UnknownCmdHandler.class.getName());
        }
    }

    private static final class SeenCertificate implements MailHook {
        private final HandlerOrder order;
        private final ClientCertificateRequest request;

        SeenCertificate(HandlerOrder order, ClientCertificateRequest request) {
            this.order = order;
            this.request = request;
        }

        @Override
        public void init(Configuration config) throws ConfigurationException {
            order.requireFirst();
            request.init(config);
        }

        @Override
        public HookResult doMail(SMTPSession session, MaybeSender sender) {
            return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode("550")
                .smtpDescription(session.getSSLSession().map(SeenCertificate::seen).orElse("clear")
                    + " from " + session.getRemoteAddress().getAddress().getHostAddress())
                .build();
        }

        private static String seen(SSLSession tls) {
            try {
                return tls.getProtocol() + " " + ((X509Certificate) tls.getPeerCertificates()[0]).getSubjectX500Principal().getName();
            } catch (SSLPeerUnverifiedException e) {
                return tls.getProtocol() + " none";
            }
        }
    }

    private static final class Loader implements ProtocolHandlerLoader {
        private final FileSystem files;
        private @Nullable SMTPServerFactory factory;

        Loader(FileSystem files) {
            this.files = files;
        }

        @Override
        public ProtocolHandler load(String name, Configuration config) throws LoadingException {
            try {
                ProtocolHandler handler = instance(name);
                handler.init(config);
                return handler;
            } catch (ReflectiveOperationException | ConfigurationException e) {
                throw new LoadingException(name, e);
            }
        }

        private ProtocolHandler instance(String name) throws ReflectiveOperationException {
            if (name.equals(SeenCertificate.class.getName())) {
                StartingListener starting = new StartingListener(requireNonNull(factory));
                return new SeenCertificate(new HandlerOrder(starting), new ClientCertificateRequest(starting, files));
            }
            Class<?> type = Class.forName(name);
            try {
                return (ProtocolHandler) type.getConstructor(MetricFactory.class).newInstance(new RecordingMetricFactory());
            } catch (NoSuchMethodException e) {
                return (ProtocolHandler) type.getConstructor().newInstance();
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
