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

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;

/** When a certificate ends, as far as that is near. */
final class CertificateEnd {
    /** How long before the end an administrator is told. */
    static final Duration NEAR = Duration.ofDays(30);

    private CertificateEnd() {
    }

    /** {@code 'CN=a', which ends on 2027-01-01}; empty while that is more than a month away. */
    static Optional<String> said(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isAfter(now.plus(NEAR))) {
            return Optional.empty();
        }
        return Optional.of("'" + Options.shown(certificate.getSubjectX500Principal().getName()) + "', which " + (end.isAfter(now) ? "ends" : "has expired") + " on "
            + day(certificate.getNotAfter()));
    }

    static LocalDate day(Date date) {
        return date.toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
