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

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.activity.Event;
import io.jamesconnectors.mailets.activity.Trouble;
import io.jamesconnectors.server.validation.ValidationResults;
import io.jamesconnectors.server.web.Live;
import io.jamesconnectors.testing.MutableClock;

import reactor.core.publisher.Mono;

class ConnectorsHealthCheckTest {
    private static final ConnectorName BANK = ConnectorName.parse("Bank out");
    private static final Trouble REFUSED = new Trouble(Instant.parse("2026-11-22T08:59:00Z"), "connect refused", "mx.bank.example", "450 4.4.1 No answer");

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T09:00:00Z"));
    private final ActivityLog activity = new ActivityLog(clock);
    private final ScriptedDesk desk = new ScriptedDesk();
    private final Configured configured;

    ConnectorsHealthCheckTest(@TempDir Path directory) throws Exception {
        configured = Configured.in(directory, Configured.DEVICES);
    }

    @Test
    void isHealthyWhileNothingFails() throws Exception {
        activity.outbound(BANK).count(Event.DELIVERED, 5, clock.instant());
        desk.slowedDown.add(BANK);
        assertThat(result().isHealthy()).as("keeping to its own pace is no trouble").isTrue();
    }

    @Test
    void namesAConnectorThatFailsUntilItWorksAgain() throws Exception {
        activity.outbound(BANK).fails(REFUSED);
        assertThat(result().isDegraded()).isTrue();
        assertThat(result().getCause()).contains("'Bank out' fails, last at 2026-11-22T08:59:00Z: 450 4.4.1 No answer (connect refused)");

        activity.outbound(BANK).works();
        assertThat(result().isHealthy()).isTrue();
    }

    @Test
    void mailThatIsPutOffAtTimesIsNoTrouble() throws Exception {
        activity.outbound(BANK).defers(new Trouble(clock.instant(), "rcpt", "mx.bank.example", "451 4.7.1 Greylisted"), "mail-1");
        assertThat(result().isHealthy()).isTrue();
    }

    @Test
    void aConnectorThatIsOnlyTriedFailsNobody() throws Exception {
        activity.outbound(BANK).fails(REFUSED);
        configured.write(Configured.DEVICES.replace("<tlsSettings>EncryptionOnly", "<testMode>true</testMode><tlsSettings>EncryptionOnly"));
        assertThat(result().isHealthy()).isTrue();
    }

    @Test
    void aConnectorThatIsSwitchedOffFailsNobody() throws Exception {
        activity.outbound(BANK).fails(REFUSED);
        configured.write(Configured.DEVICES.replace("<outbound name=\"Bank out\"", "<outbound name=\"Bank out\" enabled=\"false\""));
        assertThat(result().isHealthy()).isTrue();
    }

    @Test
    void saysForAnHourThatTheOtherSideFoundUsTooFast() throws Exception {
        activity.outbound(BANK).count(Event.THROTTLED, 3, clock.instant());
        assertThat(result().getCause()).contains("'Bank out' is too fast for the other side: mail for 3 recipients was held up within the last hour");
        clock.advance(Duration.ofMinutes(61));
        assertThat(result().isHealthy()).isTrue();
    }

    @Test
    void saysThatMailHasBeenWaitingForLong() throws Exception {
        desk.oldest = ConnectorsHealthCheck.LONG.toSeconds() - 1;
        assertThat(result().isHealthy()).isTrue();
        desk.oldest = Duration.ofHours(5).toSeconds();
        assertThat(result().getCause()).contains("the oldest mail has been waiting for 5 hours");
    }

    private Result result() throws Exception {
        LiveConnectors connectors = configured.open();
        Live live = new Live(connectors, desk, activity, ValidationResults.open(Path.of("target", "no such directory", "validations.json")));
        return Mono.from(new ConnectorsHealthCheck(connectors, live, desk, activity).check()).block();
    }
}
