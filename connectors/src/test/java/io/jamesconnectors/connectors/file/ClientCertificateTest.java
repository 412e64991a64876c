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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.pem.PemFile;
import io.jamesconnectors.testing.secrets.UsedSecrets;

class ClientCertificateTest {
    private static final Path GOOD = Path.of("src/test/resources/io/jamesconnectors/connectors/file/good");
    private static final Map<String, String> ENVIRONMENT = Map.of("RELAY_PASSWORD", UsedSecrets.note("password of a key store", "hunter2!"),
        "OTHER", UsedSecrets.note("password of no key store", "Tr0ub4dor"));

    private final Path directory;

    ClientCertificateTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void takesAKeyStoreThatOpensWithThePassword(String type) throws Exception {
        keyStore(type, "relay", 1);

        Reading reading = read("<clientCertificate chain='relay' passwordVariable='RELAY_PASSWORD'/>");

        assertThat(reading.diagnostics()).isEmpty();
        Connectors connectors = ((Reading.Accepted) reading).connectors();
        assertThat(connectors.outbound().get(0).tlsOptions().clientCertificate())
            .contains(new ClientCertificate(directory.resolve("relay"), Optional.empty(), Optional.of("RELAY_PASSWORD")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void refusesAKeyStoreThatDoesNotOpenAndKeepsThePasswordToItself(String type) throws Exception {
        keyStore(type, "relay", 1);

        assertThat(said(read("<clientCertificate chain='relay' passwordVariable='OTHER'/>")))
            .startsWith("CON-115").contains("does not open with this password").doesNotContain("Tr0ub4dor");
        assertThat(said(read("<clientCertificate chain='relay'/>"))).startsWith("CON-115");
    }

    @Test
    void refusesAKeyStoreWithoutOneKey() throws Exception {
        keyStore("PKCS12", "none", 0);
        keyStore("PKCS12", "two", 2);

        assertThat(said(read("<clientCertificate chain='none' passwordVariable='RELAY_PASSWORD'/>"))).startsWith("CON-115").contains("holds 0 keys");
        assertThat(said(read("<clientCertificate chain='two' passwordVariable='RELAY_PASSWORD'/>"))).startsWith("CON-115").contains("holds 2 keys");
    }

    @Test
    void takesOneFileWithChainAndKey() throws Exception {
        Files.writeString(directory.resolve("both.pem"), Files.readString(GOOD.resolve("relay.key")) + Files.readString(GOOD.resolve("relay.pem")));

        assertThat(read("<clientCertificate chain='both.pem' key='both.pem'/>").diagnostics()).isEmpty();
    }

    @Test
    void refusesALargeFileAndALongChain() throws Exception {
        Files.write(directory.resolve("large.pem"), new byte[4 * 1024 * 1024 + 1]);
        Files.writeString(directory.resolve("long.pem"), Files.readString(GOOD.resolve("relay.pem")).repeat(11));
        Files.copy(GOOD.resolve("relay.key"), directory.resolve("relay.key"));

        assertThat(said(read("<clientCertificate chain='large.pem' key='relay.key'/>"))).startsWith("CON-115").contains("is too large (expected: at most 4194304 bytes)");
        assertThat(said(read("<clientCertificate chain='long.pem' key='relay.key'/>"))).startsWith("CON-115").contains("holds 11 certificates");
    }

    @Test
    void saysFromWhenACertificateIsValid() throws Exception {
        Findings findings = new Findings();
        SourceText source = SourceText.decode("connectors.xml",
            "<outbound><clientCertificate chain='relay.pem' key='relay.key'/></outbound>".getBytes(StandardCharsets.UTF_8));
        Node connector = ConfigurationTree.read(source, new Variables(name -> null, findings));

        new ClientCertificateReader(findings, GOOD, name -> null, Instant.parse("2020-02-29T12:00:00Z")).read(connector);

        assertThat(findings.inOrder("connectors.xml")).extracting(Diagnostic::id).containsExactly("CON-116");
        assertThat(findings.inOrder("connectors.xml").get(0).what())
            .matches("the certificate of 'CN=relay\\.contoso\\.com' is valid only from \\d{4}-\\d\\d-\\d\\d");
    }

    private void keyStore(String type, String name, int keys) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        char[] password = "hunter2!".toCharArray();
        for (int i = 0; i < keys; i++) {
            store.setKeyEntry("key" + i, key(), password, new Certificate[] {certificate()});
        }
        if (keys == 0) {
            store.setCertificateEntry("certificate", certificate());
        }
        try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
            store.store(out, password);
        }
    }

    /** The server would not read it either. */
    @Test
    void refusesAChainWhoseLastCertificateIsCutOff() throws Exception {
        String ours = Files.readString(GOOD.resolve("relay.pem"));
        Path chain = Files.writeString(directory.resolve("cut-off.pem"), ours + ours.substring(0, 100));

        IdentityFiles files = IdentityFiles.read(new ClientCertificate(chain, Optional.of(GOOD.resolve("relay.key")), Optional.empty()), name -> null);

        assertThat(files.fault()).contains(new IdentityFiles.Fault(false, "has an incomplete block 2 (expected: BEGIN, base64, END)"));
    }

    private static PrivateKey key() throws Exception {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(PemFile.read(GOOD.resolve("relay.key")).blocks().get(0).der()));
    }

    private static Certificate certificate() throws GeneralSecurityException, IOException {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(Files.readAllBytes(GOOD.resolve("relay.pem"))));
    }

    private Reading read(String option) throws IOException {
        Path file = Files.writeString(directory.resolve("connectors.xml"),
            "<connectors><outbound name='Relay' type='partner'><recipientDomains>*</recipientDomains>" + option + "</outbound></connectors>");
        return ConnectorsFile.read(file, directory, ENVIRONMENT::get);
    }

    private static String said(Reading reading) {
        List<Diagnostic> diagnostics = reading.diagnostics();
        return diagnostics.stream().map(diagnostic -> diagnostic.id() + " " + diagnostic.asText()).collect(Collectors.joining("\n"));
    }
}
