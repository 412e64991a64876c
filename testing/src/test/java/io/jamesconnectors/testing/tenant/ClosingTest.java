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
package io.jamesconnectors.testing.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpDialogue;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

@Timeout(240)
class ClosingTest {

    @Test
    void leavesNoThreadWhateverIsUnderWay() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        List<Thread> threads;
        try (ScriptedSmtpServer silent = ScriptedSmtpServer.playing(SmtpScript.silent().reached(connected))) {
            TenantSetup setup = Cloud.contoso().name("closing").outside("silent.test", NextHost.of(silent.host(), silent.port()));
            setup.switches().retries(Duration.ofDays(1), 2);
            TenantSimulator tenant = setup.start();
            try (tenant; SmtpDialogue client = Cloud.plain(tenant)) {
                tenant.recipients().mailbox("cloud@contoso.test");
                tenant.submit("cloud@contoso.test", List.of("a@silent.test", "b@nowhere.test"), "\nbody\n");
                client.say("MAIL FROM:<x@example.test>");
                assertThat(connected.await(Cloud.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(tenant.awaitEvent(event -> event.kind() == Kind.DEFERRED && event.to().equals("b@nowhere.test"), Cloud.PATIENCE)).isPresent();
                threads = threadsOf("tenant-closing");
                assertThat(threads).isNotEmpty();
            }
            for (Thread thread : threads) {
                thread.join(Cloud.PATIENCE.toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
            assertThat(threadsOf("tenant-closing")).isEmpty();
            assertThat(tenant.mx().openConnections()).isZero();
        }
    }

    private static List<Thread> threadsOf(String name) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(name)).toList();
    }
}
