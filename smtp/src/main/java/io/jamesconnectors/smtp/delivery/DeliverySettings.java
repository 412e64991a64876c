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
package io.jamesconnectors.smtp.delivery;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.jamesconnectors.smtp.session.Timeouts;

/**
 * How patient a delivery is, and how many hands it has.
 *
 * @param timeouts for each phase of a conversation
 * @param leasePatience how long a message waits for a place among the connections of its connector
 * @param recipientsPerTransaction at most so many RCPT in one transaction, from 1 (RFC 5321 §4.5.3.1.8: servers take 100)
 * @param addressesPerAttempt at most so many addresses are tried in one attempt, over all hosts
 * @param eventLoopThreads how many threads read and write for all connections
 * @param random draws the order of smart hosts; safe for use by many threads
 * @param ownListeners where this process listens, which is where no mail is sent; asked for each address that is tried
 */
public record DeliverySettings(
        Timeouts timeouts,
        Duration leasePatience,
        int recipientsPerTransaction,
        int addressesPerAttempt,
        int eventLoopThreads,
        RandomGenerator random,
        Supplier<Set<InetSocketAddress>> ownListeners) {

    /** What holds but in tests. */
    public static final DeliverySettings DEFAULT = new DeliverySettings(Timeouts.RFC_5321, Duration.ofMinutes(1), 100, 30,
        Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors())));

    /** With smart hosts in random order, for a process that listens nowhere. */
    public DeliverySettings(Timeouts timeouts, Duration leasePatience, int recipientsPerTransaction, int addressesPerAttempt, int eventLoopThreads) {
        this(timeouts, leasePatience, recipientsPerTransaction, addressesPerAttempt, eventLoopThreads, new Random(), Set::of);
    }

    /** The same for a process that listens there. */
    public DeliverySettings listeningAt(Supplier<Set<InetSocketAddress>> listeners) {
        return new DeliverySettings(timeouts, leasePatience, recipientsPerTransaction, addressesPerAttempt, eventLoopThreads, random, listeners);
    }

    /** The same with this source of chance. */
    public DeliverySettings drawingFrom(RandomGenerator source) {
        return new DeliverySettings(timeouts, leasePatience, recipientsPerTransaction, addressesPerAttempt, eventLoopThreads, source, ownListeners);
    }

    public DeliverySettings {
        if (recipientsPerTransaction < 1 || addressesPerAttempt < 1 || eventLoopThreads < 1) {
            throw new IllegalArgumentException("delivery settings: a number below 1 (expected: at least 1)");
        }
    }
}
