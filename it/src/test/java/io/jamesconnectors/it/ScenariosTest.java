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
package io.jamesconnectors.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.FreePort;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** The scenarios that we ship, in the program that they are for: each is taken as it lies in {@code conf/scenarios}, with what its README says that it needs. */
class ScenariosTest {
    private static final Path SCENARIOS = Path.of("..", "conf", "scenarios");
    private static final Path PUBLISHED = Path.of("..", "connectors", "src", "test", "resources", "io", "jamesconnectors", "connectors", "file", "good", "exchange-online.json");
    /** In the place of Microsoft, whom a test does not ask. */
    private static final String NOBODY = "http://127.0.0.1:1/";
    private static final List<String> VARIABLES = List.of("SIGNING_KEY", "SCANNER_PASSWORD", "ALERTS_PASSWORD", "DEVICES_PASSWORD");

    @TempDir
    Path home;

    @Test
    void theGatewayTakesEachOfThem() throws Exception {
        prepare();
        int submission = scenarioWithItsOwnListener();
        try (GatewayProcess gateway = GatewayProcess.startIn(home, environment())) {
            try (SmtpDialogue dialogue = SmtpDialogue.open("127.0.0.1", new InetSocketAddress("127.0.0.1", submission))) {
                assertThat(dialogue.send("EHLO machine.apps.contoso.com")).startsWith("250");
            }
            for (Path scenario : scenarios()) {
                take(scenario);
                HttpResponse<String> reloaded = gateway.web("POST", "/connectors/reload", gateway.token());

                assertThat(reloaded.statusCode()).as("%s: %s", scenario, reloaded.body()).isEqualTo(200);
            }
        }
    }

    private void prepare() throws IOException {
        Files.createDirectories(home.resolve("conf/gateway"));
        Files.createDirectories(home.resolve("var"));
        TestCertificate relay = TestCa.create().client("relay.contoso.com");
        Files.writeString(home.resolve("conf/relay.pem"), relay.chainPem());
        Files.writeString(home.resolve("conf/relay.key"), relay.keyPem());
        Files.copy(PUBLISHED, home.resolve("var/exchange-online.json"));
    }

    /** At a free port in the place of the one that it names. */
    private int scenarioWithItsOwnListener() throws IOException {
        Path scenario = SCENARIOS.resolve("devices-by-certificate");
        int port = FreePort.find();
        String listeners = Files.readString(scenario.resolve("gateway/smtpserver.xml"));
        assertThat(listeners).contains("127.0.0.1:2587");
        Files.writeString(home.resolve("conf/gateway/smtpserver.xml"), listeners.replace("127.0.0.1:2587", "127.0.0.1:" + port));
        take(scenario);
        return port;
    }

    private void take(Path scenario) throws IOException {
        String connectors = Files.readString(scenario.resolve("connectors.xml"));
        Files.writeString(home.resolve("conf/connectors.xml"), connectors.replace("instance=\"Worldwide\"", "instance=\"Worldwide\" url=\"" + NOBODY + "\""));
        if (Files.exists(scenario.resolve("routing.txt"))) {
            Files.copy(scenario.resolve("routing.txt"), home.resolve("conf/routing.txt"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("connectors.xml"))).sorted().toList();
        }
    }

    private static List<String> environment() {
        return VARIABLES.stream().map(name -> name + "=" + UsedSecrets.note("variable of a scenario", "cormorants-dive-for-" + name)).toList();
    }
}
