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
package io.jamesconnectors.it.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;

/** A gateway among strangers, and with an administrator, who write script wherever they can write. */
final class HostileSurroundings implements PageServer {
    /** What would run if it were taken for markup; the mark says where it stood. */
    static final String SCRIPT = script("typed");
    static final String NAME = "Out <img src=x onerror=window.injected=1>";
    static final String IN_COMMENT = script("comment");
    static final String IN_GREETING = script("greeting");
    static final String IN_REPLY = script("reply");
    static final String IN_SENDER = "<img/src=x/onerror=window.injected=1/sender>";
    static final String IN_RECIPIENT = "<img/src=x/onerror=window.injected=1/recipient>";
    static final String SENDER = "\"" + IN_SENDER + "\"@contoso.test";
    static final String RECIPIENT = "\"" + IN_RECIPIENT + "\"@partner.test";
    static final String IN_MESSAGE_ID = "<img/src=x/onerror=window.injected=1/id>";
    static final String IN_FILE_NAME = "<img src=x onerror=window.injected=1>";
    static final String IN_MISTAKE = script("mistake");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CONNECTIONS = 20;

    private final Path home;
    private final FakeDns names = FakeDns.start();
    private final ScriptedSmtpServer peer;
    private final GatewayProcess gateway;

    HostileSurroundings(Path directory) throws IOException, InterruptedException {
        this.home = Files.createDirectories(directory.resolve(IN_FILE_NAME));
        SmtpScript once = SmtpScript.silent().say("220 mx.partner.test " + IN_GREETING).ehlo("SIZE 1000000", "X-" + IN_GREETING)
            .on("MAIL FROM", "451 4.3.0 " + IN_REPLY).hear("RSET").say("250 2.0.0 Ok").quit();
        this.peer = ScriptedSmtpServer.playing(Stream.generate(() -> once).limit(CONNECTIONS).toArray(SmtpScript[]::new));
        names.zone().address("mx.partner.test", "127.0.0.1");
        TestCa.create().writeRoot(home.resolve("root.pem"));
        this.gateway = GatewayProcess.start(home, connectors(""));
        send();
        await(NAME).atMost(PATIENCE).until(() -> gateway.web("GET", "/connectors?state=failing", token()).body().contains("reply"));
        KeptTraces.await(gateway, "", "451 4.3.0");
    }

    @Override
    public URI page() {
        return gateway.web("/connectors-page");
    }

    @Override
    public String token() throws InterruptedException {
        return gateway.token();
    }

    /** Puts a text that is no address where addresses stand. */
    void writeWithAMistake() throws IOException {
        GatewayProcess.write(home, connectors(", " + xml(IN_MISTAKE)));
    }

    @Override
    public void close() throws InterruptedException {
        gateway.close();
        peer.close();
        names.close();
    }

    private void send() throws IOException {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.contoso.test");
            assertThat(device.send("MAIL FROM:<" + SENDER + ">")).startsWith("250");
            assertThat(device.send("RCPT TO:<" + RECIPIENT + ">")).startsWith("250");
            assertThat(device.send("DATA")).startsWith("354");
            assertThat(device.send("From: <" + SENDER + ">\r\nSubject: " + SCRIPT + "\r\nMessage-ID: <" + IN_MESSAGE_ID + "@it.test>\r\n\r\nHello.\r\n.")).startsWith("250");
        }
    }

    private String connectors(String more) {
        return """
            <connectors>
              <dns servers="127.0.0.1:%d"/>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization">
                <comment>%s</comment>
                <senderIPAddresses>127.0.0.1%s</senderIPAddresses>
              </inbound>
              <outbound name="%s" type="partner">
                <recipientDomains>partner.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>mx.partner.test:%d</smartHost></smartHosts>
                <tlsSettings>opportunistic</tlsSettings>
                <trustedCertificates>%s</trustedCertificates>
                <retry waits="1h"/>
              </outbound>
            </connectors>
            """.formatted(names.port(), xml(IN_COMMENT), more, xml(NAME), peer.port(), xml(home.resolve("root.pem").toString()));
    }

    private static String script(String mark) {
        return "<img src=x onerror=window.injected=1><script>window.injected=1</script> " + mark;
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
