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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                Map.of("outbound 'Shop'", List.of("comment"))));
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
