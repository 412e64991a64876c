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
package io.jamesconnectors.bench.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who is compared. What mail they take and whom they give it to is the same for all. */
enum Contender {
    /** James's memory application as published: its own mailet, its default number of threads. */
    STOCK("stock", "James, RemoteDelivery", "memory", false),
    /** The same James with the drop-in JAR. */
    OURS_MEMORY("ours-memory", "James, ConnectorDelivery", "memory", true),
    /** The gateway as shipped. */
    OURS_DURABLE("ours-durable", "gateway, ConnectorDelivery", "durable", true),
    /** The same James with the drop-in JAR, which keeps no trace. */
    OURS_MEMORY_UNTRACED("ours-memory-untraced", "James, ConnectorDelivery, no trace", "memory", true),
    /** The gateway as shipped, but that it keeps no trace. */
    OURS_DURABLE_UNTRACED("ours-durable-untraced", "gateway, ConnectorDelivery, no trace", "durable", true),
    /** The gateway with James's own mailet in place of ours. */
    REMOTE_DURABLE("remote-durable", "gateway, RemoteDelivery", "durable", false),
    /** A Postfix that keeps its connections, TLS ones too, and syncs each message to disk as it always does. */
    POSTFIX("postfix", "Postfix", "durable", false);

    private final String key;
    private final String label;
    private final String queue;
    private final boolean ours;

    Contender(String key, String label, String queue, boolean ours) {
        this.key = key;
        this.label = label;
        this.queue = queue;
        this.ours = ours;
    }

    /** The one with this key, such as {@code ours-durable}. */
    static Contender of(String key) {
        return Arrays.stream(values()).filter(contender -> contender.key.equals(key)).findFirst().orElseThrow(() -> new IllegalArgumentException(
            "contender: " + key + " (expected: " + Arrays.stream(values()).map(Contender::key).collect(Collectors.joining(", ")) + ")"));
    }

    /** What it is called on the command line. */
    String key() {
        return key;
    }

    /** What the tables call it. */
    String label() {
        return label + " (" + queue + ")";
    }

    /** Whether our mailet delivers. */
    boolean isOurs() {
        return ours;
    }

    /** Why it can't run here, in this built project; empty when it can. */
    Optional<String> obstacle(Path project) {
        return switch (this) {
            case STOCK -> PlainJames.obstacle(project, false);
            case OURS_MEMORY, OURS_MEMORY_UNTRACED -> PlainJames.obstacle(project, true);
            case OURS_DURABLE, OURS_DURABLE_UNTRACED, REMOTE_DURABLE -> Optional.empty();
            case POSTFIX -> PrivatePostfix.obstacle();
        };
    }

    /** Starts it; returns when it takes mail. */
    RunningRelay start(Site site) throws IOException, InterruptedException {
        return switch (this) {
            case STOCK -> PlainJames.start(site, Optional.empty());
            case OURS_MEMORY -> PlainJames.start(site, Optional.of(site.connectors()));
            case OURS_MEMORY_UNTRACED -> PlainJames.start(site, Optional.of(site.untracedConnectors()));
            case OURS_DURABLE -> GatewayRelay.start(site, site.connectors(), false);
            case OURS_DURABLE_UNTRACED -> GatewayRelay.start(site, site.untracedConnectors(), false);
            case REMOTE_DURABLE -> GatewayRelay.start(site, site.connectors(), true);
            case POSTFIX -> PrivatePostfix.start(site);
        };
    }
}
