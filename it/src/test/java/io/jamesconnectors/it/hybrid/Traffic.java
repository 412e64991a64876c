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
package io.jamesconnectors.it.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/** Mail for one mailbox that never stops: from the outside and from the tenant, one message of each after the other, so that nothing piles up. */
final class Traffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TwoSides sides;
    private final String mailbox;
    private final AtomicInteger fromOutside = new AtomicInteger();
    private final AtomicInteger fromTenant = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Future<?>> senders = new ArrayList<>();
    private volatile boolean ended;

    /** Begins. */
    Traffic(TwoSides sides, String mailbox) {
        this.sides = sides;
        this.mailbox = mailbox;
        senders.add(threads.submit(() -> {
            sendFromOutside();
            return null;
        }));
        senders.add(threads.submit(this::sendFromTenant));
    }

    /** Waits until both have sent so many messages more. */
    void goOn(int messages) throws InterruptedException, ExecutionException {
        int outside = fromOutside.get() + messages;
        int tenant = fromTenant.get() + messages;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (this) {
            while (fromOutside.get() < outside || fromTenant.get() < tenant) {
                for (Future<?> sender : senders) {
                    if (sender.isDone()) {
                        sender.get();
                    }
                }
                assertThat(System.nanoTime()).as("time for " + messages + " messages of each").isLessThan(deadline);
                wait(1_000);
            }
        }
    }

    /** Ends it, and gives the Message-IDs of all that were sent. */
    List<String> end() throws InterruptedException, ExecutionException {
        stop();
        for (Future<?> sender : senders) {
            sender.get();
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < fromOutside.get(); i++) {
            all.add(id("outside", i));
        }
        for (int i = 0; i < fromTenant.get(); i++) {
            all.add(id("tenant", i));
        }
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        threads.shutdownNow();
        assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("senders have ended").isTrue();
    }

    private void sendFromOutside() throws Exception {
        try (SmtpDialogue client = SmtpDialogue.open(Place.OUTSIDE.address(), sides.james().mx())) {
            client.send("EHLO client.test");
            while (mayFollow(fromOutside, fromTenant)) {
                for (String command : new String[] {"MAIL FROM:<" + Place.OUTSIDE.sender() + ">", "RCPT TO:<" + mailbox + ">"}) {
                    assertThat(client.send(command)).startsWith("250 ");
                }
                assertThat(client.send("DATA")).startsWith("354 ");
                assertThat(client.send(text(Place.OUTSIDE, id("outside", fromOutside.get())).replace("\n", "\r\n") + ".")).startsWith("250 ");
                sent(fromOutside);
            }
        }
    }

    private Void sendFromTenant() throws InterruptedException {
        while (mayFollow(fromTenant, fromOutside)) {
            String messageId = id("tenant", fromTenant.get());
            sides.tenant().submit(Place.THERE.sender(), mailbox, text(Place.THERE, messageId));
            assertThat(sides.tenant().awaitEvent(event -> event.messageId().equals(messageId) && event.kind() != Kind.SUBMITTED, PATIENCE)).isPresent();
            sent(fromTenant);
        }
        return null;
    }

    /** Waits for the other, who is never more than one message behind; false when it is over. */
    private synchronized boolean mayFollow(AtomicInteger mine, AtomicInteger other) throws InterruptedException {
        while (!ended && mine.get() > other.get()) {
            wait();
        }
        return !ended;
    }

    private synchronized void stop() {
        ended = true;
        notifyAll();
    }

    private synchronized void sent(AtomicInteger count) {
        count.incrementAndGet();
        notifyAll();
    }

    private String text(Place from, String messageId) {
        return "From: <" + from.sender() + ">\nTo: <" + mailbox + ">\nMessage-ID: " + messageId + "\n\nHello.\n";
    }

    private static String id(String from, int number) {
        return "<" + from + "-" + number + "@traffic.test>";
    }
}
