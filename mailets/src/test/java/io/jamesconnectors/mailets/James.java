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
package io.jamesconnectors.mailets;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

import javax.mail.MessagingException;

import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.james.metrics.api.Gauge;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;

import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.smtp.delivery.Delivery;
import io.jamesconnectors.trace.TraceNote;

/** As much of James as the mailet needs. */
final class James implements AutoCloseable {
    final FakeMailContext context = FakeMailContext.defaultContext();
    final RecordingMetricFactory metrics = new RecordingMetricFactory();
    final Map<String, Gauge<?>> shown = new ConcurrentHashMap<>();
    final ConnectorQueues queues;
    final ConnectorDelivery mailet;
    final Repositories repositories = new Repositories();
    final List<TraceNote> noted = new CopyOnWriteArrayList<>();

    James(MailQueueFactory<?> queueFactory, RouteTable table, Delivery delivery, Path var, Clock clock) throws Exception {
        GaugeRegistry gauges = new NoopGaugeRegistry() {
            @Override
            public <T> GaugeRegistry register(String name, Gauge<T> gauge) {
                if (shown.putIfAbsent(name, gauge) != null) {
                    throw new IllegalStateException("gauge " + name + ": shown already (expected: once)");
                }
                return this;
            }
        };
        queues = new ConnectorQueues(queueFactory, table, keepsMailboxes -> Placing.inOnePlace(table), delivery, repositories, new VarOnly(var), metrics, gauges, this::remove, new ActivityLog(clock), noted::add, clock);
        mailet = new ConnectorDelivery(queues);
    }

    private boolean remove(Predicate<String> unwanted) {
        return shown.keySet().removeIf(unwanted);
    }

    James start() throws MessagingException {
        mailet.init(FakeMailetConfig.builder().mailetContext(context).setProperty("heloName", "ours.test").setProperty("bounceProcessor", "bounces").build());
        return this;
    }

    @Override
    public void close() {
        mailet.destroy();
    }

    /** Repositories in memory, of this one kind. */
    static final class Repositories implements MailRepositoryStore {
        private static final Protocol MEMORY = new Protocol("memory");
        private final Map<MailRepositoryUrl, MailRepository> repositories = new ConcurrentHashMap<>();

        @Override
        public MailRepository select(MailRepositoryUrl url) throws MailRepositoryStoreException {
            if (!url.getProtocol().equals(MEMORY)) {
                throw new UnsupportedRepositoryStoreException("no such protocol: " + url.asString());
            }
            return repositories.computeIfAbsent(url, key -> new MemoryMailRepository());
        }

        @Override
        public Optional<Protocol> defaultProtocol() {
            return Optional.of(MEMORY);
        }

        @Override
        public Optional<MailRepository> get(MailRepositoryUrl url) {
            return Optional.ofNullable(repositories.get(url));
        }

        @Override
        public Stream<MailRepository> getByPath(MailRepositoryPath path) {
            return repositories.entrySet().stream().filter(entry -> entry.getKey().getPath().equals(path)).map(Map.Entry::getValue);
        }

        @Override
        public Stream<MailRepositoryUrl> getUrls() {
            return repositories.keySet().stream();
        }
    }

    private record VarOnly(Path var) implements FileSystem {
        @Override
        public InputStream getResource(String url) {
            throw new UnsupportedOperationException(url);
        }

        @Override
        public File getFile(String url) {
            return var.resolve(url.substring(FILE_PROTOCOL_AND_VAR.length())).toFile();
        }

        @Override
        public File getBasedir() {
            return var.toFile();
        }
    }
}
