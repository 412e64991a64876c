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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.james.queue.api.MailQueueName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClaimsTest {
    private static final Claims.Key MAIL = new Claims.Key(MailQueueName.of("connector-bank"), "mail-1");

    private final Claims claims = new Claims();

    @Test
    void aRequestGetsNoMailThatAWorkerHas() throws Exception {
        assertThat(claims.begin(MAIL)).isTrue();
        assertThat(claims.begin(MAIL)).as("a second copy").isTrue();
        claims.end(MAIL);
        assertThat(claims.claim(MAIL)).isFalse();
        claims.end(MAIL);
        assertThat(claims.claim(MAIL)).isTrue();
        assertThat(claims.claim(MAIL)).as("another request").isFalse();
    }

    @Test
    void aWorkerWaitsForARequestAndFindsThatTheMailHasEnded() throws Exception {
        assertThat(claims.claim(MAIL)).isTrue();
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                begun.complete(claims.begin(MAIL));
            } catch (InterruptedException e) {
                begun.completeExceptionally(e);
            }
        });
        worker.start();
        await().until(() -> worker.getState() == Thread.State.WAITING);
        claims.release(MAIL, true);
        assertThat(begun.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(claims.begin(MAIL)).isFalse();
        assertThat(claims.claim(MAIL)).isFalse();
    }

    @Test
    void aMailThatNobodyEndedIsWorkedOn() throws Exception {
        assertThat(claims.claim(MAIL)).isTrue();
        claims.release(MAIL, false);
        assertThat(claims.begin(MAIL)).isTrue();
        assertThat(claims.begin(new Claims.Key(MailQueueName.of("connector-other"), "mail-1"))).isTrue();
    }
}
