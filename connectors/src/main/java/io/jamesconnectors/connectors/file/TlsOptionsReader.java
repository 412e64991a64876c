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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code tlsOptions}, and has {@code clientCertificate} read. */
final class TlsOptionsReader {
    private static final Map<String, TlsVersion> VERSIONS = Arrays.stream(TlsVersion.values()).collect(Collectors.toMap(TlsVersion::word, Function.identity()));

    private final Findings findings;
    private final Options options;
    private final ClientCertificateReader clientCertificates;

    TlsOptionsReader(Findings findings, ClientCertificateReader clientCertificates) {
        this.findings = findings;
        this.options = new Options(findings);
        this.clientCertificates = clientCertificates;
    }

    TlsOptions read(Node connector) {
        Optional<Node> node = connector.child("tlsOptions");
        node.filter(present -> present.attributes().isEmpty() && present.misspelt().isEmpty())
            .ifPresent(present -> findings.add(Check.EMPTY_VALUE, present.position(), "<tlsOptions> in " + Names.of(connector) + " has no attribute"));
        Optional<Value> minimum = node.flatMap(present -> present.attribute("minimumVersion"));
        TlsVersion version = options.word(minimum, VERSIONS).orElse(TlsOptions.DEFAULT.minimumVersion());
        if (!version.isAtLeast(TlsVersion.TLS_1_2)) {
            findings.add(Check.OLD_TLS, minimum.orElseThrow().position(),
                Names.of(connector) + " speaks " + version.word() + " (expected: TLSv1.2 or TLSv1.3)");
        }
        Optional<Value> list = node.flatMap(present -> present.attribute("ciphers"));
        List<String> ciphers = InboundReader.values(options.list(list, Check.BAD_CIPHER_SUITE, CipherSuites::parse));
        if (version == TlsVersion.TLS_1_3 && !ciphers.isEmpty() && ciphers.stream().noneMatch(CipherSuites::isOfTls13)) {
            findings.add(Check.NO_CIPHER_SUITE_LEFT, list.orElseThrow().position(),
                "no cipher suite of " + Names.of(connector) + " belongs to TLSv1.3, its minimumVersion");
        }
        return new TlsOptions(version, ciphers, clientCertificates.read(connector));
    }
}
