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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@Timeout(30)
class QueueConsumerTest {
    private final ScriptedQueue queue = new ScriptedQueue("connector-a");
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<QueueConsumer> started = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (QueueConsumer consumer : started) {
            consumer.stop();
            consumer.awaitEnd(Duration.ofSeconds(5));
        }
        timer.shutdownNow();
    }

    @Test
    void goesOnAfterAnErrorOfTheQueue() throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(2);
        queue.dequeues(() -> Flux.just(item()).concatWith(Flux.error(new IllegalStateException("broker gone"))));
        queue.dequeues(() -> Flux.error(new IllegalStateException("still gone")));
        queue.dequeues(() -> Flux.just(item()).concatWith(Flux.never()));
        QueueConsumer consumer = start(1, 2, item -> worked.countDown());

        assertThat(worked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(consumer.isConsuming()).isTrue();
    }

    @Test
    void goesOnWhenTheQueueThrowsInsteadOfPublishing() throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(1);
        queue.dequeues(() -> {
            throw new IllegalStateException("no connection");
        });
        queue.dequeues(() -> Flux.just(item()).concatWith(Flux.never()));
        start(1, 1, item -> worked.countDown());

        assertThat(worked.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void goesOnWhenTheStreamEnds() throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(2);
        queue.dequeues(() -> Flux.just(item()));
        queue.dequeues(() -> Flux.just(item()).concatWith(Flux.never()));
        start(1, 1, item -> worked.countDown());

        assertThat(worked.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isNotConsumingWhileItWaitsToSubscribeAnew() {
        queue.dequeues(() -> Flux.error(new IllegalStateException("broker gone")));
        QueueConsumer consumer = new QueueConsumer(queue, 1, item -> { }, timer, Duration.ofMinutes(5));
        started.add(consumer);
        consumer.limit(1);
        consumer.start();

        await().until(() -> !consumer.isConsuming());
    }

    @Test
    void survivesWorkThatThrows() throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(3);
        queue.dequeues(() -> Flux.just(item(), item(), item()).concatWith(Flux.never()));
        start(1, 1, item -> {
            worked.countDown();
            throw new IllegalStateException("poison");
        });

        assertThat(worked.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void asksForNoMoreThanItMayWorkOn() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(10);
        queue.dequeues(() -> Flux.range(0, 10).map(i -> item()).doOnRequest(n -> asked.addAndGet((int) n)).concatWith(Flux.never()));
        QueueConsumer consumer = start(1, 3, item -> {
            full.countDown();
            awaitQuietly(release);
            all.countDown();
        });

        assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(consumer.inFlight()).isEqualTo(3);
        assertThat(asked).hasValue(3);
        release.countDown();
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void worksOnThreadsOfItsOwn() throws InterruptedException {
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        queue.dequeues(() -> Flux.just(item()).concatWith(Flux.never()));
        start(1, 1, item -> threads.add(Thread.currentThread().getName()));

        assertThat(threads.poll(20, TimeUnit.SECONDS)).startsWith("connector-a-delivery-");
    }

    @Test
    void asksForNothingWhilePaused() throws InterruptedException {
        Sinks.Many<MailQueueItem> source = Sinks.many().unicast().onBackpressureBuffer();
        CountDownLatch subscribed = new CountDownLatch(1);
        BlockingQueue<MailQueueItem> worked = new LinkedBlockingQueue<>();
        queue.dequeues(() -> source.asFlux().doOnSubscribe(s -> subscribed.countDown()));
        QueueConsumer consumer = start(1, 0, worked::add);
        assertThat(subscribed.await(20, TimeUnit.SECONDS)).isTrue();
        source.tryEmitNext(item());

        assertThat(consumer.isPaused()).isTrue();
        assertThat(worked).isEmpty();
        consumer.limit(1);
        assertThat(worked.poll(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void dequeuesSideBySideWhereTheQueueAllowsIt() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            queue.dequeues(() -> Mono.<MailQueueItem>fromCallable(() -> {
                both.countDown();
                both.await();
                return item();
            }).flux().concatWith(Flux.never()));
        }
        CountDownLatch worked = new CountDownLatch(2);
        start(2, 4, item -> worked.countDown());

        assertThat(worked.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void letsWorkComeToItsEndWhenItStops() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        queue.dequeues(() -> Flux.just(item()).concatWith(Flux.never()));
        QueueConsumer consumer = start(1, 1, item -> {
            working.countDown();
            awaitQuietly(release);
            ended.incrementAndGet();
        });
        assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
        consumer.stop();
        release.countDown();

        assertThat(consumer.awaitEnd(Duration.ofSeconds(20))).isTrue();
        assertThat(ended).hasValue(1);
    }

    @Test
    void interruptsWorkThatDoesNotEnd() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        queue.dequeues(() -> Flux.just(item()).concatWith(Flux.never()));
        QueueConsumer consumer = start(1, 1, item -> {
            working.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
        consumer.stop();
        consumer.awaitEnd(Duration.ZERO);

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private QueueConsumer start(int subscriptions, int limit, Consumer<MailQueueItem> work) {
        QueueConsumer consumer = new QueueConsumer(queue, subscriptions, work, timer, Duration.ofMillis(1));
        started.add(consumer);
        consumer.limit(limit);
        consumer.start();
        return consumer;
    }

    private MailQueueItem item() {
        return queue.item(Mails.mail("a@theirs.test"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
