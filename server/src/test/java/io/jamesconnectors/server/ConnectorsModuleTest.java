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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;

import org.apache.james.core.healthcheck.Result;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.TypeLiteral;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.mailets.BounceToOriginalSender;
import io.jamesconnectors.matchers.place.LoopAlarm;
import io.jamesconnectors.matchers.place.Places;
import io.jamesconnectors.smtp.delivery.Delivery;

import reactor.core.publisher.Mono;

class ConnectorsModuleTest {

    private final Path workingDirectory;

    ConnectorsModuleTest(@TempDir Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Test
    void sharesOneConfigurationInAChildInjector() throws Exception {
        Configured.in(workingDirectory.resolve("conf"), Configured.DEVICES);
        Injector james = Guice.createInjector(james());
        Injector extension = james.createChildInjector(james.getInstance(ConnectorsModule.class));
        LiveConnectors live = extension.getInstance(LiveConnectors.class);
        assertThat(live.current().connectors().inbound()).hasSize(3);
        assertThat(extension.getInstance(LiveConnectors.class)).isSameAs(live);
    }

    @Test
    void makesTheHookAndTheRoutes() throws Exception {
        Configured.in(workingDirectory.resolve("conf"), Configured.DEVICES);
        Injector extension = Guice.createInjector(james()).createChildInjector(new ConnectorsModule());
        assertThat(extension.getInstance(InboundConnectorsHook.class)).isNotNull();
        assertThat(extension.getInstance(ConnectorsRoutes.class)).isNotNull();
    }

    @Test
    void sharesOneKnowledgeOfWhereRecipientsLive() throws Exception {
        Configured.in(workingDirectory.resolve("conf"), Configured.DEVICES);
        Injector extension = Guice.createInjector(james()).createChildInjector(new ConnectorsModule());
        assertThat(extension.getInstance(HybridValidRcptHandler.class)).isNotNull();
        assertThat(extension.getInstance(BounceToOriginalSender.class)).isNotNull();
        assertThat(extension.getInstance(Places.class)).isSameAs(extension.getInstance(Places.class));
        assertThat(extension.getInstance(LoopAlarm.class)).isSameAs(extension.getInstance(LoopAlarm.class));
        assertThat(Mono.from(extension.getInstance(RecipientPlacesHealthCheck.class).check()).blockOptional()).get().matches(Result::isHealthy);
        assertThat(Mono.from(extension.getInstance(CertificatesHealthCheck.class).check()).blockOptional()).get().matches(Result::isHealthy);
        assertThat(Mono.from(extension.getInstance(TokensHealthCheck.class).check()).blockOptional()).get().matches(Result::isHealthy);
        assertThat(Mono.from(extension.getInstance(ConnectorsHealthCheck.class).check()).blockOptional()).get().matches(Result::isHealthy);
        assertThat(Mono.from(extension.getInstance(LoopGuardHealthCheck.class).check()).blockOptional()).get().matches(Result::isHealthy);
        assertThat(workingDirectory.resolve("var")).as("a key, though nothing is in two places").doesNotExist();
    }

    @Test
    void sharesOneDelivery() throws Exception {
        Configured.in(workingDirectory.resolve("conf"), Configured.DEVICES);
        Injector extension = Guice.createInjector(james()).createChildInjector(new ConnectorsModule());
        try (Delivery delivery = extension.getInstance(Delivery.class)) {
            assertThat(extension.getInstance(Delivery.class)).isSameAs(delivery);
            assertThat(delivery.counters().connectionsOpened()).isZero();
        }
    }

    @Test
    void worksAmongTheModulesOfJames() throws Exception {
        Configured.in(workingDirectory.resolve("conf"), Configured.DEVICES);
        assertThat(Guice.createInjector(james(), new ConnectorsModule()).getInstance(LiveConnectors.class).current().connectors().outbound()).hasSize(1);
    }

    @Test
    void failsInOneLineAndLogsEveryErrorOfABadFile() throws Exception {
        Configured.in(workingDirectory.resolve("conf"), Configured.DEVICES.replace("192.0.2.0/24", "192.0.2.1/24").replace("bank.example", "bank..example"));
        Injector injector = Guice.createInjector(james(), new ConnectorsModule());
        try (LogRecorder log = new LogRecorder(ConnectorsModule.class)) {
            assertThatThrownBy(() -> injector.getInstance(LiveConnectors.class)).isInstanceOf(ProvisionException.class)
                .cause().message().startsWith("connectors.xml: ").contains(" errors (all are in the log), the first: ", "connectors.xml:6:").doesNotContain("\n");
            assertThat(log.lines()).hasSizeGreaterThan(1).anySatisfy(line -> assertThat(line).contains("192.0.2.1/24"))
                .anySatisfy(line -> assertThat(line).contains("bank..example"));
        }
    }

    @Test
    void failsWithoutAFile() {
        Injector injector = Guice.createInjector(james(), new ConnectorsModule());
        assertThatThrownBy(() -> injector.getInstance(LiveConnectors.class)).isInstanceOfAny(ProvisionException.class, CreationException.class)
            .cause().message().contains("connectors.xml").doesNotContain("\n");
    }

    /** What James binds, as far as it matters here. */
    private Module james() {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(FileSystem.class).toInstance(new FileSystemImpl(
                    Configuration.builder().workingDirectory(workingDirectory.toFile()).configurationFromClasspath().build().directories()));
                bind(JsonTransformer.class).toInstance(new JsonTransformer());
                bind(DomainList.class).toInstance(KnownDomains.of("local.example"));
                MetricFactory metrics = new RecordingMetricFactory();
                bind(MetricFactory.class).toInstance(metrics);
                bind(Clock.class).toInstance(Clock.systemUTC());
                bind(GaugeRegistry.class).toInstance(new NoopGaugeRegistry());
                bind(MailRepositoryStore.class).toInstance(unasked(MailRepositoryStore.class));
                bind(new TypeLiteral<MailQueueFactory<?>>() {
                }).toInstance(unasked(MailQueueFactory.class));
                bind(UsersRepository.class).toInstance(unasked(UsersRepository.class));
                bind(RecipientRewriteTable.class).toInstance(unasked(RecipientRewriteTable.class));
                bind(ConfigurationProvider.class).toInstance(unasked(ConfigurationProvider.class));
                bind(DNSService.class).toInstance(unasked(DNSService.class));
                bind(SMTPServerFactory.class).toInstance(new SMTPServerFactory(null, null, null, metrics));
            }
        };
    }

    private static <T> T unasked(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(ConnectorsModuleTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            throw new AssertionError("asked: " + method);
        }));
    }
}
