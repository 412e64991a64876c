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
package io.jamesconnectors.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.pool.PoolLedger.Entry;
import io.jamesconnectors.smtp.pool.PoolLedger.Grant;
import io.jamesconnectors.smtp.session.Destination;
import io.jamesconnectors.tls.ClientTls;
import io.jamesconnectors.tls.TlsRequirement;
import io.jamesconnectors.tls.TrustAnchors;

/** The arithmetic of the pool: time is a number, and connections are names. */
class PoolLedgerTest {
    private static final TrustAnchors NOBODY = TrustAnchors.of(List.of());
    private static final ClientTls TLS = ClientTls.anonymous();
    private static final ConnectionLimits LIMITS = new ConnectionLimits(2, 3, Duration.ofNanos(1_000), Duration.ofNanos(100));

    private final PoolLedger<String> ledger = new PoolLedger<>();

    private static PoolKey key(String connector, String host) {
        return key(connector, host, TlsSettings.OPPORTUNISTIC);
    }

    private static PoolKey key(String connector, String host, TlsSettings floor) {
        return new PoolKey(ConnectorName.parse(connector),
            new Destination(host, new InetSocketAddress("127.0.0.1", 25), new TlsRequirement(floor, List.of(), NOBODY), "me.test", TLS, Optional.empty(), Optional.empty()));
    }

    @Test
    void aConnectionWithAnOldIdentityCarriesNoNewMail() {
        PoolKey old = key("a", "mx1", TlsSettings.OPPORTUNISTIC);
        Destination there = old.destination();
        Destination renewed = new Destination(there.host(), there.address(), there.requirement(), there.ehloName(), ClientTls.anonymous(), there.account(), there.source());
        ledger.release(open(old, "first", 0), true, 1);
        assertThat(ledger.acquire(new PoolKey(old.connector(), renewed), LIMITS, 2)).isInstanceOf(Grant.Open.class);
    }

    private Entry<String> open(PoolKey key, String connection, long now) {
        assertThat(ledger.acquire(key, LIMITS, now)).isInstanceOf(Grant.Open.class);
        return ledger.opened(connection, key, LIMITS, now);
    }

    private String reused(PoolKey key, long now) {
        Grant<String> grant = ledger.acquire(key, LIMITS, now);
        assertThat(grant).isInstanceOf(Grant.Reuse.class);
        return ((Grant.Reuse<String>) grant).entry().connection();
    }

    @Test
    void lendsAnIdleConnectionAgain() {
        PoolKey key = key("out", "mx");
        ledger.release(open(key, "a", 0), true, 10);
        assertThat(reused(key, 20)).isEqualTo("a");
    }

    @Test
    void lendsTheMostRecentlyUsedFirst() {
        PoolKey key = key("out", "mx");
        Entry<String> a = open(key, "a", 0);
        Entry<String> b = open(key, "b", 0);
        ledger.release(b, true, 10);
        ledger.release(a, true, 20);
        assertThat(reused(key, 30)).isEqualTo("a");
    }

    @Test
    void makesTheThirdWaitWhereTwoAreAllowed() {
        PoolKey key = key("out", "mx");
        open(key, "a", 0);
        open(key, "b", 0);
        assertThat(ledger.acquire(key, LIMITS, 0)).isInstanceOf(Grant.Wait.class);
    }

    @Test
    void countsEachConnectorByItself() {
        open(key("out", "mx"), "a", 0);
        open(key("out", "mx"), "b", 0);
        assertThat(ledger.acquire(key("other", "mx"), LIMITS, 0)).isInstanceOf(Grant.Open.class);
    }

    @Test
    void anIdleConnectionGivesWayToAnotherHost() {
        ledger.release(open(key("out", "mx1"), "a", 0), true, 1);
        open(key("out", "mx2"), "b", 2);
        assertThat(ledger.acquire(key("out", "mx3"), LIMITS, 3)).isEqualTo(new Grant.Open<>("a"));
    }

    @Test
    void neverLendsAConnectionThatWasAdmittedUnderAnotherFloor() {
        ledger.release(open(key("out", "mx", TlsSettings.OPPORTUNISTIC), "clear", 0), true, 1);
        assertThat(ledger.acquire(key("out", "mx", TlsSettings.ENCRYPTION_ONLY), LIMITS, 2)).isInstanceOf(Grant.Open.class);
    }

    @Test
    void neverLendsAConnectionOfAnotherConnector() {
        ledger.release(open(key("out", "mx"), "a", 0), true, 1);
        assertThat(ledger.acquire(key("other", "mx"), LIMITS, 2)).isInstanceOf(Grant.Open.class);
    }

    @Test
    void letsGoAfterTheMostMessages() {
        PoolKey key = key("out", "mx");
        Entry<String> entry = open(key, "a", 0);
        assertThat(ledger.release(entry, true, 1)).isTrue();
        reused(key, 2);
        assertThat(ledger.release(entry, true, 3)).isTrue();
        reused(key, 4);
        assertThat(ledger.release(entry, true, 5)).isFalse();
        assertThat(ledger.active()).isZero();
    }

    @Test
    void letsGoAfterTheLongestLife() {
        Entry<String> entry = open(key("out", "mx"), "a", 0);
        assertThat(ledger.release(entry, true, 1_000)).isFalse();
    }

    @Test
    void letsGoWhatIsBroken() {
        assertThat(ledger.release(open(key("out", "mx"), "a", 0), false, 1)).isFalse();
        assertThat(ledger.active() + ledger.idle()).isZero();
    }

    @Test
    void lendsNothingWhoseTimeIsOver() {
        PoolKey key = key("out", "mx");
        ledger.release(open(key, "a", 0), true, 10);
        assertThat(ledger.acquire(key, LIMITS, 110)).isInstanceOf(Grant.Open.class);
    }

    @Test
    void closesWhatWasIdleTooLongAndSaysWhenToComeAgain() {
        PoolKey key = key("out", "mx");
        Entry<String> a = open(key, "a", 0);
        Entry<String> b = open(key, "b", 0);
        ledger.release(a, true, 10);
        ledger.release(b, true, 50);
        assertThat(ledger.closeConnections(109)).isEqualTo(new PoolLedger.Closing<>(List.of(), 1));
        assertThat(ledger.closeConnections(110)).isEqualTo(new PoolLedger.Closing<>(List.of("a"), 40));
        assertThat(ledger.closeConnections(150)).isEqualTo(new PoolLedger.Closing<>(List.of("b"), Long.MAX_VALUE));
    }

    @Test
    void theClockMayPassItsGreatestNumber() {
        PoolKey key = key("out", "mx");
        long now = Long.MAX_VALUE - 5;
        ledger.release(open(key, "a", now), true, now);
        assertThat(ledger.closeConnections(now + 50)).isEqualTo(new PoolLedger.Closing<>(List.of(), 50));
        assertThat(ledger.closeConnections(now + 100).connections()).containsExactly("a");
    }

    @Test
    void strikesOutAnIdleConnectionThatEnded() {
        PoolKey key = key("out", "mx");
        Entry<String> entry = open(key, "a", 0);
        ledger.release(entry, true, 1);
        assertThat(ledger.ended(entry)).isTrue();
        assertThat(ledger.idle()).isZero();
        assertThat(ledger.ended(entry)).isFalse();
    }

    @Test
    void leavesAConnectionAtWorkToItsLease() {
        Entry<String> entry = open(key("out", "mx"), "a", 0);
        assertThat(ledger.ended(entry)).isFalse();
        assertThat(ledger.active()).isEqualTo(1);
    }

    @Test
    void placesAreNeverLostNorInvented() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        List<PoolKey> keys = List.of(key("a", "1"), key("a", "2"), key("a", "3"), key("b", "1"));
        List<Entry<String>> atWork = new ArrayList<>();
        Map<String, Entry<String>> idle = new HashMap<>();
        long now = 0;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(40);
            switch (random.nextInt(4)) {
                case 0 -> {
                    PoolKey key = keys.get(random.nextInt(keys.size()));
                    Grant<String> grant = ledger.acquire(key, LIMITS, now);
                    if (grant instanceof Grant.Reuse<String> reuse) {
                        assertThat(idle.remove(reuse.entry().connection())).as("seed " + seed).isSameAs(reuse.entry());
                        atWork.add(reuse.entry());
                    } else if (grant instanceof Grant.Open<String> open) {
                        if (open.evicted() != null) {
                            assertThat(idle.remove(open.evicted())).as("seed " + seed).isNotNull();
                        }
                        atWork.add(ledger.opened("c" + step, key, LIMITS, now));
                    }
                }
                case 1 -> {
                    if (!atWork.isEmpty()) {
                        Entry<String> entry = atWork.remove(random.nextInt(atWork.size()));
                        if (ledger.release(entry, random.nextInt(5) > 0, now)) {
                            idle.put(entry.connection(), entry);
                        }
                    }
                }
                case 2 -> ledger.closeConnections(now).connections().forEach(idle::remove);
                default -> {
                    if (!idle.isEmpty() && random.nextInt(5) == 0) {
                        Entry<String> entry = idle.remove(idle.keySet().iterator().next());
                        assertThat(entry != null && ledger.ended(entry)).as("seed " + seed).isTrue();
                    }
                }
            }
            assertThat(ledger.idle()).as("seed " + seed).isEqualTo(idle.size());
            assertThat(ledger.active()).as("seed " + seed).isEqualTo(atWork.size()).isLessThanOrEqualTo(4);
        }
    }
}
