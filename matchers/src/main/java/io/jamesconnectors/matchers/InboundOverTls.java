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
package io.jamesconnectors.matchers;

import java.util.Optional;

import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.TlsVersion;

/**
 * Mail that came over TLS, of this version or a newer one:
 *
 * <pre>{@code
 * <mailet match="io.jamesconnectors.matchers.InboundOverTls=TLSv1.3" class="ToProcessor">
 *   <processor>modern</processor>
 * </mailet>
 * }</pre>
 *
 * <p>Versions are {@code TLSv1}, {@code TLSv1.1}, {@code TLSv1.2} and {@code TLSv1.3}; without a version any will do. It speaks of the connection that brought the
 * mail to this server and of none before it, and asks for no certificate: that is {@link InboundCertificateIs}.
 */
public final class InboundOverTls extends InboundMatcher {
    private TlsVersion floor = TlsVersion.TLS_1_3;

    @Override
    void read(Optional<String> condition) {
        floor = condition.map(InboundOverTls::version).orElse(TlsVersion.TLS_1_0);
    }

    @Override
    boolean matches(Mail mail) {
        return attribute(mail, InboundAttributes.TLS_PROTOCOL).flatMap(TlsVersion::of).filter(version -> version.isAtLeast(floor)).isPresent();
    }

    private static TlsVersion version(String word) {
        return TlsVersion.of(word)
            .orElseThrow(() -> new IllegalArgumentException("'" + word + "' (expected: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3, or nothing for any)"));
    }
}
