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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.testing.secrets.UsedSecrets;

/** Files that an administrator takes from the page of a real gateway, and brings to it. */
class FilesTest {
    private static final String PASSWORD = UsedSecrets.note("password in a map of Postfix", "stays-on-this-computer");

    @TempDir
    static Path home;

    @RegisterExtension
    static final Visit<BankGateway> VISIT = new Visit<>(() -> new BankGateway(home));

    private BankGateway gateway;
    private Tab tab;

    @BeforeEach
    void open() {
        gateway = VISIT.server();
        tab = VISIT.tab();
    }

    @Test
    void downloadsWhatIsInForceForOthersToRead(@TempDir Path downloads) throws Exception {
        VISIT.browser().keepDownloads(downloads);
        VISIT.signIn();
        tab.view("/configuration/export");
        tab.click("[aria-label='Download connectors.xml']", "");
        assertThat(downloaded(downloads, "connectors.xml")).startsWith("<?xml").contains("name=\"Bank out\"", "mx.bank.test");
        tab.click("[aria-label='Download PowerShell for Exchange Online']", "");
        assertThat(downloaded(downloads, "exchange-online.ps1")).contains("New-InboundConnector");
        tab.click("[aria-label='Show Postfix maps']", "");
        tab.click("ul[aria-label='Files for Postfix'] [aria-label='Download transport']", "");
        assertThat(downloaded(downloads, "transport")).contains("bank.test");
        tab.screenshot("export");
    }

    @Test
    void downloadsTracesAndReportsAsTables(@TempDir Path downloads) throws Exception {
        gateway.send("author@contoso.test", "subscriber@readers.test", "a table");
        gateway.awaitTrace("author@contoso.test", "subscriber@readers.test");
        VISIT.browser().keepDownloads(downloads);
        VISIT.signIn();
        tab.view("/trace?sender=author%40contoso.test");
        tab.awaitText("table.traces .name", "author@contoso.test");
        tab.click("button", "Download as CSV");
        assertThat(downloaded(downloads, "trace.csv")).contains("author@contoso.test", "subscriber@readers.test");
        for (String report : List.of("volume", "tls", "failures", "nonAcceptedDomains")) {
            tab.view("/reports/" + report + "?days=7");
            tab.awaitText(".lead", "");
            tab.await("location.hash.includes('" + report + "') && document.querySelector('.list table, .list .empty') !== null");
            tab.click("button", "Download as CSV");
            assertThat(downloaded(downloads, report + ".csv")).contains("connector,");
        }
    }

    @Test
    void showsWhatTheConfigurationOfAnotherServerBecomesAndAppliesNothing(@TempDir Path files) throws Exception {
        Path main = Files.writeString(files.resolve("main.cf"), "relayhost = [smtp.provider.test]:587\nsmtp_tls_security_level = encrypt\n");
        Path passwords = Files.writeString(files.resolve("sasl_passwd"), "[smtp.provider.test]:587 scanner:" + PASSWORD + "\n");
        VISIT.signIn();
        tab.view("/configuration/import");
        tab.evaluate("found('select[name=source]').value = 'postfix', found('select[name=source]').dispatchEvent(new Event('change'))");
        tab.choose("input[name=files]", main, passwords);
        tab.click("button", "Show what it becomes");
        tab.awaitText("pre", "smtp.provider.test:587");
        assertThat(tab.text("body")).doesNotContain(PASSWORD);
        tab.screenshot("import");

        tab.view("/configuration");
        tab.view("/configuration/import");
        tab.await("document.querySelector('pre') === null && found('textarea') !== undefined");
        tab.type("textarea", "{\"Name\": \"From the cloud\", \"ConnectorType\": \"OnPremises\", \"SenderDomains\": [\"smtp:*;1\"], \"RequireTls\": true,"
            + " \"TlsSenderCertificateName\": \"mail.contoso.test\"}");
        tab.click("button", "Show what it becomes");
        tab.awaitText("pre", "From the cloud");
        tab.awaitText("table", "Carried");
        tab.type("textarea", "no JSON");
        tab.click("button", "Show what it becomes");
        tab.awaitText(".notice.bad", "JSON");

        tab.view("/");
        tab.awaitText("table.connectors a", BankGateway.FAILING);
        assertThat(tab.text("table.connectors")).doesNotContain("From the cloud").doesNotContain("provider");
    }

    /** What the browser has kept under this name, as soon as it is whole: until then it is called otherwise. */
    private static String downloaded(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        Awaitility.await(name).atMost(Duration.ofSeconds(90)).until(() -> Files.exists(file));
        return Files.readString(file);
    }
}
