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
package io.jamesconnectors.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;

class LiveConnectorsTest {
    private static final String BANK = outbound("Bank", "contosobank.com", "");
    private static final String SHOP = outbound("Shop", "fabrikam.com", "");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("connectors.xml");
    }

    @Test
    void opensAGoodFile() throws Exception {
        LiveConnectors live = open(BANK);

        assertThat(live.current().connectors().outbound()).extracting(connector -> connector.name().asString()).containsExactly("Bank");
        assertThat(live.openingWarnings()).isEmpty();
    }

    @Test
    void doesNotOpenABadFile() throws IOException {
        write("<outbound/>");

        assertThatThrownBy(() -> LiveConnectors.open(file, directory, name -> null))
            .isInstanceOfSatisfying(RefusedConfiguration.class, refused -> assertThat(refused.diagnostics()).isNotEmpty())
            .hasMessageContaining("connectors.xml:1:13: error CON-012");
    }

    @Test
    void aReloadSwapsTheWholeConfigurationAndSaysWhatChanged() throws Exception {
        LiveConnectors live = open(BANK + SHOP);
        write(outbound("Shop", "fabrikam.com", "<comment>new</comment>") + outbound("Inn", "inn.example", ""));

        Reload reload = live.reload();

        assertThat(reload).isInstanceOfSatisfying(Reload.Swapped.class, swapped -> {
            assertThat(swapped.summary()).isEqualTo(new Changes(List.of("outbound 'Inn'"), List.of("outbound 'Bank'"), List.of("outbound 'Shop'"),
                Map.of("outbound 'Shop'", List.of("comment")), List.of()));
            assertThat(swapped.summary().asText()).isEqualTo("added outbound 'Inn'; removed outbound 'Bank'; changed outbound 'Shop' (comment)");
        });
        assertThat(live.current().connectors().outbound()).extracting(connector -> connector.name().asString()).containsExactly("Shop", "Inn");
    }

    @Test
    void aReloadOfTheSameFileChangesNothing() throws Exception {
        assertThat(open(BANK).reload()).isInstanceOfSatisfying(Reload.Swapped.class, swapped -> {
            assertThat(swapped.summary().none()).isTrue();
            assertThat(swapped.summary().asText()).isEqualTo("nothing changed");
        });
    }

    @Test
    void aBadFileLeavesEverythingAsItWas() throws Exception {
        LiveConnectors live = open(BANK);
        ActiveConnectors before = live.current();
        List<ActiveConnectors> told = new ArrayList<>();
        live.onSwap(told::add);
        write(SHOP + "<outbound/>");

        assertThat(live.reload()).isInstanceOfSatisfying(Reload.Kept.class, kept -> assertThat(kept.diagnostics()).isNotEmpty());

        assertThat(live.current()).isSameAs(before);
        assertThat(told).isEmpty();
    }

    @Test
    void aMissingFileLeavesEverythingAsItWas() throws Exception {
        LiveConnectors live = open(BANK);
        ActiveConnectors before = live.current();
        Files.delete(file);

        assertThat(live.reload()).isInstanceOf(Reload.Kept.class);
        assertThat(live.current()).isSameAs(before);
    }

    @Test
    void listenersAreToldAfterTheSwapAndOneThatThrowsStopsNoOther() throws Exception {
        LiveConnectors live = open(BANK);
        List<ActiveConnectors> told = new ArrayList<>();
        live.onSwap(next -> {
            throw new IllegalStateException("broken listener");
        });
        live.onSwap(next -> told.add(live.current()));
        write(SHOP);

        assertThat(live.reload()).isInstanceOf(Reload.Swapped.class);

        assertThat(told).containsExactly(live.current());
    }

    @Test
    void aListenerForOldDevicesThatIsTakenOutServesNobodyUntilItIsBack() throws Exception {
        String listener = "<legacyListener name='legacy'><networks>192.0.2.128/28</networks></legacyListener>";
        LiveConnectors live = open(listener);
        write(BANK);
        live.reload();
        write(BANK + SHOP);
        live.reload();

        assertThat(live.current().inbound().turnAway("legacy", InetAddresses.forString("192.0.2.130"))).get().satisfies(decision ->
            assertThat(decision.decidedBy().code()).isEqualTo("legacy-listener-removed"));
        assertThat(live.current().inbound().isLegacy("legacy")).isTrue();
        assertThat(live.current().inbound().turnAway("smtp", InetAddresses.forString("192.0.2.130"))).isEmpty();
        write(listener);
        live.reload();
        assertThat(live.current().inbound().turnAway("legacy", InetAddresses.forString("192.0.2.130"))).isEmpty();
        assertThat(open(BANK).current().inbound().isLegacy("legacy")).as("after a start").isFalse();
    }

    @Test
    void aRefreshSeesTheFilesThatTheConfigurationNamesAndNotWhatItsOwnHasBecome() throws Exception {
        Path list = Files.writeString(directory.resolve("list.json"), "[{\"serviceArea\":\"Exchange\",\"tcpPorts\":\"25\",\"ips\":[\"40.92.0.0/15\"]}]");
        LiveConnectors live = open("<publishedAddresses name='exo' file='" + list + "'/>");
        write("<outbound");
        Files.writeString(list, "[{\"serviceArea\":\"Exchange\",\"tcpPorts\":\"25\",\"ips\":[\"52.100.0.0/14\"]}]");

        assertThat(live.refreshFor(LastReload.Occasion.LISTS)).isInstanceOfSatisfying(Reload.Swapped.class, swapped ->
            assertThat(swapped.summary().asText()).isEqualTo("changed published addresses 'exo' (addresses in the list)"));
        assertThat(live.lastReload().by()).isEqualTo(LastReload.Occasion.LISTS);
    }

    @Test
    void everyReloadAndEverySwitchAtOnceSeesItsOwnReadingAndLeavesOneWhole() throws Exception {
        LiveConnectors live = open(BANK + SHOP);
        List<ActiveConnectors> told = Collections.synchronizedList(new ArrayList<>());
        live.onSwap(told::add);
        ConnectorName bank = ConnectorName.parse("Bank");
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Boolean>> done = new ArrayList<>();
            for (int i = 0; i < 240; i++) {
                int number = i;
                switch (i % 6) {
                    case 0 -> write(BANK + SHOP);
                    case 1 -> write(BANK + SHOP + outbound("Inn", "inn.example", ""));
                    case 2 -> write(BANK + "<outbound/>");
                    case 3 -> done.add(threads.submit(() -> live.override(Direction.OUTBOUND, bank, number % 4 == 1).orElseThrow() instanceof Reload.Swapped));
                    case 4 -> done.add(threads.submit(() -> live.dropOverride(Direction.OUTBOUND, bank).orElseThrow() instanceof Reload.Swapped));
                    default -> done.add(threads.submit(() -> !live.lastReload().summary().isEmpty()));
                }
                done.add(threads.submit(() -> {
                    Reload reload = live.reload();
                    return reload instanceof Reload.Swapped || !((Reload.Kept) reload).diagnostics().isEmpty();
                }));
                done.add(threads.submit(() -> consistent(live.current())));
            }
            for (Future<Boolean> each : done) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
            }
            for (ActiveConnectors each : told) {
                assertThat(consistent(each)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(told).last().isSameAs(live.current());
        write(BANK);
        assertThat(live.reload()).isInstanceOf(Reload.Swapped.class);
    }

    /** Whether the switch is what the override says, and the routes are those of the connectors. */
    private static boolean consistent(ActiveConnectors active) {
        return active.overridden().stream().allMatch(known -> active.enabled(known.override().direction(), known.override().name()).orElseThrow() == known.override().enabled())
            && active.connectors().outbound().stream().allMatch(connector -> active.outbound().named(connector.name()).orElseThrow() == connector);
    }

    @Test
    void reloadsAtOnceComeOneAfterTheOther() throws Exception {
        LiveConnectors live = open(BANK);
        List<ActiveConnectors> told = Collections.synchronizedList(new ArrayList<>());
        live.onSwap(told::add);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Reload>> reloads = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                write(i % 2 == 0 ? SHOP : BANK + SHOP);
                reloads.add(threads.submit(live::reload));
            }
            for (Future<Reload> reload : reloads) {
                assertThat(reload.get()).isInstanceOf(Reload.Swapped.class);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(told).hasSize(40).last().isSameAs(live.current());
        assertThat(live.current().connectors().outbound()).hasSize(2);
    }

    private LiveConnectors open(String connectors) throws IOException, RefusedConfiguration {
        write(connectors);
        return LiveConnectors.open(file, directory, name -> null);
    }

    /** Replaces the file in one step, as editors do. */
    private void write(String connectors) throws IOException {
        Path fresh = Files.writeString(directory.resolve("fresh"), "<connectors>" + connectors + "</connectors>");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String outbound(String name, String domain, String more) {
        return "<outbound name='" + name + "' type='partner'><recipientDomains>" + domain + "</recipientDomains>" + more + "</outbound>";
    }
}
