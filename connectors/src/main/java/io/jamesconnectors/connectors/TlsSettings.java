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
package io.jamesconnectors.connectors;

import java.util.Optional;

/**
 * The least security that an outbound connector accepts, weakest first; Exchange Online's {@code TlsSettings}.
 * The order of the constants is the order of strength: {@link #isAtLeast} compares by it, and nothing lowers a level.
 */
public enum TlsSettings {
    /** Offered TLS is used without looking at the certificate; otherwise the mail goes in clear (RFC 7435). */
    OPPORTUNISTIC("opportunistic"),
    /** TLS always, whatever the certificate says. */
    ENCRYPTION_ONLY("EncryptionOnly"),
    /** TLS with a certificate chain that ends at a trusted root and is in date. */
    CERTIFICATE_VALIDATION("CertificateValidation"),
    /** As {@link #CERTIFICATE_VALIDATION}, and the certificate carries the expected name. */
    DOMAIN_VALIDATION("DomainValidation");

    private final String word;

    TlsSettings(String word) {
        this.word = word;
    }

    /** The word that {@code connectors.xml} uses. */
    public String word() {
        return word;
    }

    /** What holds where a connector says nothing: an unset choice never weakens security. Direct send is the exception, as Microsoft describes it. */
    public static TlsSettings usual(Optional<SendingOption> option) {
        return option.map(known -> known == SendingOption.DIRECT_SEND ? OPPORTUNISTIC : DOMAIN_VALIDATION).orElse(CERTIFICATE_VALIDATION);
    }

    /** Whether this level is as strong as {@code floor}, or stronger. */
    public boolean isAtLeast(TlsSettings floor) {
        return compareTo(floor) >= 0;
    }
}
