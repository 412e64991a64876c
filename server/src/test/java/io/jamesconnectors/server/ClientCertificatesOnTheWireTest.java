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

import static io.jamesconnectors.server.TlsSides.TLS_1_2;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** What clients with every kind of certificate find at James's own SMTP listener. */
class ClientCertificatesOnTheWireTest {
    private static final TestCa CA = TestCa.create();
    private static final TestCa UNKNOWN = TestCa.create("Unknown Root");
    private static final String PROXIED = "PROXY TCP4 192.0.2.7 127.0.0.1 40000 25\r\n";

    private final Path directory;
    private @Nullable JamesListener listener;

    ClientCertificatesOnTheWireTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void certificate() throws Exception {
        TlsSides.writePem(directory, CA.server("localhost"));
    }

    @AfterEach
    void stop() {
        if (listener != null) {
            listener.close();
        }
    }

    @ParameterizedTest(name = "{0} {1}, behind PROXY {2}: {3}")
    @CsvSource({
        "startTLS, TLSv1.2, false, none, none", "startTLS, TLSv1.3, false, none, none",
        "socketTLS, TLSv1.2, false, none, none", "socketTLS, TLSv1.3, false, none, none",
        "startTLS, TLSv1.2, false, sound, CN=Sound", "startTLS, TLSv1.3, false, sound, CN=Sound",
        "socketTLS, TLSv1.2, false, sound, CN=Sound", "socketTLS, TLSv1.3, false, sound, CN=Sound",
        "startTLS, TLSv1.2, false, self-signed, CN=Self", "startTLS, TLSv1.3, false, self-signed, CN=Self",
        "socketTLS, TLSv1.2, false, self-signed, CN=Self", "socketTLS, TLSv1.3, false, self-signed, CN=Self",
        "startTLS, TLSv1.2, false, unknown-root, CN=Unknown", "startTLS, TLSv1.3, false, unknown-root, CN=Unknown",
        "socketTLS, TLSv1.2, false, unknown-root, CN=Unknown", "socketTLS, TLSv1.3, false, unknown-root, CN=Unknown",
        "startTLS, TLSv1.2, false, expired, CN=Expired", "startTLS, TLSv1.3, false, expired, CN=Expired",
        "socketTLS, TLSv1.2, false, expired, CN=Expired", "socketTLS, TLSv1.3, false, expired, CN=Expired",
        "startTLS, TLSv1.2, true, none, none", "startTLS, TLSv1.3, true, sound, CN=Sound",
        "socketTLS, TLSv1.2, true, sound, CN=Sound", "socketTLS, TLSv1.3, true, unknown-root, CN=Unknown"
    })
    void everybodyCompletesTheHandshakeAndIsSeenForWhatHeShows(String how, String protocol, boolean proxied, String certificate, String seen)
            throws Exception {
        start(how, proxied);
        try (SmtpDialogue client = connect(how, proxied, TlsSides.client(CA, certificate(certificate)), protocol)) {
            assertThat(client.say("MAIL FROM:<>")).isEqualTo("550 " + protocol + " " + seen + " from " + (proxied ? "192.0.2.7" : "127.0.0.1"));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"startTLS, TLSv1.2", "startTLS, TLSv1.3", "socketTLS, TLSv1.2", "socketTLS, TLSv1.3"})
    void aChainOfTwelveIsTurnedAwayAndHarmsNobodyElse(String how, String protocol) throws Exception {
        start(how, false);
        try (SmtpDialogue other = connect(how, false, TlsSides.client(CA, certificate("sound")), protocol)) {
            assertThatThrownBy(() -> {
                try (SmtpDialogue client = connect(how, false, TlsSides.client(CA, certificate("twelve")), protocol)) {
                    throw new IOException("answered: " + client.say("MAIL FROM:<>"));
                }
            }).isInstanceOf(IOException.class).hasMessageNotContaining("CN=");
            assertThat(other.say("MAIL FROM:<>")).contains("CN=Sound");
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void nobodyShowsACertificateWithoutHavingItsKey(String protocol) throws Exception {
        start("startTLS", false);
        TestCertificate thief = new TestCertificate(CA.issue().done().key(), CA.issue().commonName("Sound").done().chain());
        assertThatThrownBy(() -> {
            try (SmtpDialogue client = connect("startTLS", false, TlsSides.client(CA, thief), protocol)) {
                throw new IOException("answered: " + client.say("MAIL FROM:<>"));
            }
        }).isInstanceOf(IOException.class).hasMessageNotContaining("CN=");
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void aResumedSessionShowsTheCertificateOfTheFirst(String protocol) throws Exception {
        start("startTLS", false);
        SSLContext client = TlsSides.client(CA, certificate("sound"));
        byte[] first;
        long created;
        try (SmtpDialogue dialogue = connect("startTLS", false, client, protocol)) {
            assertThat(dialogue.say("MAIL FROM:<>")).contains("CN=Sound");
            first = dialogue.tls().getId();
            created = dialogue.tls().getCreationTime();
        }
        try (SmtpDialogue dialogue = connect("startTLS", false, client, protocol)) {
            assertThat(dialogue.say("MAIL FROM:<>")).contains("CN=Sound");
            assertThat(dialogue.tls().getCreationTime()).as("resumed, not new").isEqualTo(created);
            if (protocol.equals(TLS_1_2)) {
                assertThat(dialogue.tls().getId()).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void aSessionResumedWithoutACertificateShowsNone(String protocol) throws Exception {
        start("startTLS", false);
        SSLContext client = TlsSides.client(CA, null);
        for (int i = 0; i < 3; i++) {
            try (SmtpDialogue dialogue = connect("startTLS", false, client, protocol)) {
                assertThat(dialogue.say("MAIL FROM:<>")).contains(protocol + " none");
            }
        }
    }

    private void start(String how, boolean proxied) throws Exception {
        listener = JamesListener.start(directory, TlsSides.pem(how, "") + "<proxyRequired>" + proxied + "</proxyRequired>", "");
    }

    private SmtpDialogue connect(String how, boolean proxied, SSLContext client, String protocol) throws Exception {
        JamesListener at = requireNonNull(listener);
        if (how.equals("socketTLS")) {
            return SmtpDialogue.connectByTls(at.address(), proxied ? PROXIED : "", client, protocol);
        }
        SmtpDialogue dialogue = SmtpDialogue.connect(at.address(), proxied ? PROXIED : "");
        dialogue.startTls(client, protocol);
        dialogue.say("EHLO client.example");
        return dialogue;
    }

    private static @Nullable TestCertificate certificate(String kind) {
        return switch (kind) {
            case "none" -> null;
            case "sound" -> CA.issue().commonName("Sound").done();
            case "self-signed" -> CA.issue().commonName("Self").selfSigned().done();
            case "unknown-root" -> UNKNOWN.issue().commonName("Unknown").done();
            case "expired" -> CA.issue().commonName("Expired").expired().done();
            case "twelve" -> deep(12).issue().commonName("Deep").done();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** An authority below so many others that it sends {@code certificates} with what it issues. */
    private static TestCa deep(int certificates) {
        TestCa lowest = CA;
        for (int i = 1; i < certificates; i++) {
            lowest = lowest.intermediate("Level " + i);
        }
        return lowest;
    }
}
