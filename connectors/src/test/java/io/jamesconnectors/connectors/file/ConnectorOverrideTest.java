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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.file.LastReload.Occasion;

/** One connector switched on or off beside the file. */
class ConnectorOverrideTest {
    private static final Instant NOW = Instant.parse("2026-11-22T11:42:05Z");
    private static final ConnectorName BANK = ConnectorName.parse("Bank");
    private static final ConnectorName SHOP = ConnectorName.parse("Shop");
    private static final String FILE = outbound("Bank", "contosobank.com", "enabled='true'") + outbound("Shop", "fabrikam.com", "");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    @SuppressWarnings("NullAway.Init")
    private Path file;
    @SuppressWarnings("NullAway.Init")
    private Path overrides;

    @BeforeEach
    void nameTheFiles() {
        file = directory.resolve("connectors.xml");
        overrides = directory.resolve("var/connector-overrides.txt");
    }

    @Test
    void switchesAConnectorOffAndSaysSo() throws Exception {
        LiveConnectors live = open(FILE);
        List<ActiveConnectors> told = new ArrayList<>();
        live.onSwap(told::add);

        assertThat(live.override(Direction.OUTBOUND, BANK, false)).get().isInstanceOfSatisfying(Reload.Swapped.class, swapped ->
            assertThat(swapped.summary().asText()).isEqualTo("changed outbound 'Bank' (enabled)"));

        assertThat(isOn(live, BANK)).isFalse();
        assertThat(isOn(live, SHOP)).isTrue();
        assertThat(told).containsExactly(live.current());
        assertThat(live.current().overridden(Direction.OUTBOUND, BANK)).contains(new Overridden(new ConnectorOverride(Direction.OUTBOUND, BANK, false, NOW), true));
        assertThat(live.current().overridden(Direction.INBOUND, BANK)).isEmpty();
        assertThat(live.lastReload()).isEqualTo(new LastReload(NOW, Occasion.REST, true, "changed outbound 'Bank' (enabled)", List.of()));
        assertThat(Files.readAllLines(overrides)).containsExactly("outbound off 2026-11-22T11:42:05Z Bank", "end 1");
    }

    @Test
    void holdsOverAReloadAndARestart() throws Exception {
        LiveConnectors live = open(FILE);
        live.override(Direction.OUTBOUND, BANK, false);
        write(FILE + outbound("Inn", "inn.example", ""));

        assertThat(live.reload()).isInstanceOfSatisfying(Reload.Swapped.class, swapped -> assertThat(swapped.summary().asText()).isEqualTo("added outbound 'Inn'"));
        assertThat(isOn(live, BANK)).isFalse();
        assertThat(isOn(restart(), BANK)).isFalse();
    }

    @Test
    void endsWithTheWordOfTheFile() throws Exception {
        LiveConnectors live = open(FILE);
        live.override(Direction.OUTBOUND, BANK, false);

        assertThat(live.dropOverride(Direction.OUTBOUND, BANK)).get().isInstanceOfSatisfying(Reload.Swapped.class, swapped ->
            assertThat(swapped.summary().asText()).isEqualTo("changed outbound 'Bank' (enabled)"));

        assertThat(isOn(live, BANK)).isTrue();
        assertThat(live.current().overridden()).isEmpty();
        assertThat(Files.readAllLines(overrides)).containsExactly("end 0");
        assertThat(live.dropOverride(Direction.OUTBOUND, BANK)).get().isInstanceOfSatisfying(Reload.Swapped.class, swapped -> assertThat(swapped.summary().none()).isTrue());
    }

    @Test
    void staysWhenTheFileSaysTheSame() throws Exception {
        LiveConnectors live = open(FILE);
        live.override(Direction.OUTBOUND, BANK, false);
        write(FILE.replace("enabled='true'", "enabled='false'"));
        live.reload();
        assertThat(live.current().overridden()).extracting(Overridden::enabledInFile).containsExactly(false);
        write(FILE);
        live.reload();

        assertThat(isOn(live, BANK)).isFalse();
        assertThat(live.current().overridden()).extracting(Overridden::enabledInFile).containsExactly(true);
    }

    @Test
    void goesWithItsConnector() throws Exception {
        LiveConnectors live = open(FILE);
        live.override(Direction.OUTBOUND, BANK, false);
        write(outbound("Shop", "fabrikam.com", ""));

        assertThat(live.reload()).isInstanceOfSatisfying(Reload.Swapped.class, swapped -> {
            assertThat(swapped.summary().asText()).isEqualTo("removed outbound 'Bank'; dropped the override of outbound 'Bank'");
            assertThat(swapped.summary().none()).isFalse();
        });
        write(FILE);
        live.reload();
        assertThat(isOn(live, BANK)).as("it is another connector").isTrue();
        assertThat(isOn(restart(), BANK)).isTrue();
    }

    @Test
    void goesWithAConnectorThatIsGoneAtTheStart() throws Exception {
        open(FILE).override(Direction.OUTBOUND, BANK, false);
        write(outbound("Shop", "fabrikam.com", ""));

        assertThat(restart().lastReload().summary()).isEqualTo("0 inbound and 1 outbound connectors; dropped the override of outbound 'Bank'");
        assertThat(Files.readAllLines(overrides)).containsExactly("end 0");
    }

    @Test
    void isRefusedWhenTheConfigurationWouldHaveAnError() throws Exception {
        LiveConnectors live = open(ambiguous("true", "false"));
        ActiveConnectors before = live.current();
        ConnectorName second = ConnectorName.parse("Second");

        assertThat(live.override(Direction.INBOUND, second, true)).get().isInstanceOfSatisfying(Reload.Kept.class, kept ->
            assertThat(kept.diagnostics()).anySatisfy(diagnostic -> assertThat(diagnostic.what()).contains("Second", "First")));

        assertThat(live.current()).isSameAs(before);
        assertThat(live.lastReload().swapped()).isFalse();
        assertThat(overrides).doesNotExist();
        live.override(Direction.INBOUND, ConnectorName.parse("First"), false);
        assertThat(live.override(Direction.INBOUND, second, true)).get().isInstanceOf(Reload.Swapped.class);
    }

    @Test
    void isLookedAtByTheChecksOfAReloadAndOfAStart() throws Exception {
        LiveConnectors live = open(ambiguous("false", "false"));
        live.override(Direction.INBOUND, ConnectorName.parse("First"), true);
        write(ambiguous("false", "true"));

        assertThat(live.reload()).isInstanceOf(Reload.Kept.class);
        assertThatThrownBy(this::restart).isInstanceOf(RefusedConfiguration.class);
        assertThat(OverridesFile.open(overrides).note()).isEqualTo(" (with the overrides in " + overrides + ")");
        assertThat(OverridesFile.open(directory.resolve("none")).note()).isEmpty();
    }

    @Test
    void readsNotWhatSomebodyIsWriting() throws Exception {
        LiveConnectors live = open(FILE);
        write("<outbound");

        assertThat(live.override(Direction.OUTBOUND, BANK, false)).get().isInstanceOf(Reload.Swapped.class);
        assertThat(live.override(Direction.OUTBOUND, BANK, true)).get().isInstanceOf(Reload.Swapped.class);
        assertThat(live.reload()).isInstanceOf(Reload.Kept.class);
    }

    @Test
    void switchesOffEvenWhenAFileHasGoneThatTheConfigurationNames() throws Exception {
        Path list = Files.writeString(directory.resolve("list.json"), """
            [{"serviceArea":"Exchange","tcpPorts":"25","ips":["40.92.0.0/15"]}]""");
        LiveConnectors live = open("<publishedAddresses name='exo' file='" + list + "'/>" + FILE
            + "<acceptedDomains><domain name='contoso.com' type='authoritative'/></acceptedDomains>"
            + "<inbound name='Bank' type='office365'><senderIPAddresses>exo</senderIPAddresses></inbound>");
        Files.writeString(list, "{");

        assertThat(live.override(Direction.OUTBOUND, BANK, true)).get().isInstanceOf(Reload.Kept.class);
        assertThat(live.override(Direction.OUTBOUND, BANK, false)).get().isInstanceOf(Reload.Swapped.class);
        assertThat(isOn(live, BANK)).isFalse();
        assertThat(live.current().enabled(Direction.INBOUND, BANK)).as("the inbound one of the same name").contains(true);
        assertThat(live.override(Direction.INBOUND, BANK, false)).get().isInstanceOf(Reload.Swapped.class);
        assertThat(live.current().enabled(Direction.INBOUND, BANK)).contains(false);
        assertThat(live.current().overridden()).extracting(Overridden::enabledInFile).containsExactly(true, true);
    }

    @Test
    void isNotForAConnectorThatIsNotThere() throws Exception {
        LiveConnectors live = open(FILE);

        assertThat(live.override(Direction.OUTBOUND, ConnectorName.parse("Nobody"), false)).isEmpty();
        assertThat(live.override(Direction.INBOUND, BANK, false)).isEmpty();
        assertThat(live.dropOverride(Direction.INBOUND, BANK)).isEmpty();
    }

    @Test
    void changesNothingThatCannotBeKept() throws Exception {
        LiveConnectors live = open(FILE);
        Files.writeString(directory.resolve("var"), "in the way");

        assertThatThrownBy(() -> live.override(Direction.OUTBOUND, BANK, false)).isInstanceOf(IOException.class);
        assertThat(isOn(live, BANK)).isTrue();
        assertThat(live.current().overridden()).isEmpty();
    }

    private LiveConnectors open(String connectors) throws IOException, RefusedConfiguration {
        write(connectors);
        return restart();
    }

    private LiveConnectors restart() throws IOException, RefusedConfiguration {
        return LiveConnectors.open(file, directory, name -> null, OverridesFile.open(overrides), Clock.fixed(NOW.plusMillis(300), ZoneOffset.UTC));
    }

    private void write(String connectors) throws IOException {
        Files.writeString(file, "<connectors>" + connectors + "</connectors>");
    }

    private static boolean isOn(LiveConnectors live, ConnectorName name) {
        return live.current().connectors().outbound(name).orElseThrow().enabled();
    }

    private static String ambiguous(String first, String second) {
        return "<acceptedDomains><domain name='contoso.com' type='authoritative'/></acceptedDomains>" + organization("First", first) + organization("Second", second);
    }

    private static String organization(String name, String enabled) {
        return "<inbound name='" + name + "' type='organization' enabled='" + enabled + "'><senderIPAddresses>192.0.2.1</senderIPAddresses></inbound>";
    }

    private static String outbound(String name, String domain, String more) {
        return "<outbound name='" + name + "' type='partner' " + more + "><recipientDomains>" + domain + "</recipientDomains></outbound>";
    }
}
