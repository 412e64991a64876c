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
package io.jamesconnectors.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.DomainName;

/** The certificate of a stranger, as Java reads it. */
class SelfMadeCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");
    private static final int DNS_NAME = 2;

    @ParameterizedTest
    @ValueSource(strings = {"mx.bank.test", "a-name-of-many-characters.so-that-lengths-take-more-than-one-octet.another-label-of-many-characters-in-the-same-name."
        + "and-one-more-label-of-some-length-that-nobody-would-write.example"})
    void isForTheNameAndSignedByItself(String name) throws Exception {
        X509Certificate made = SelfMadeCertificate.of(DomainName.parse(name), NOW).chain().get(0);
        X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(made.getEncoded()));

        assertThat(read.getSubjectAlternativeNames()).containsExactly(List.of(DNS_NAME, name));
        assertThat(read.getVersion()).isEqualTo(3);
        assertThat(read.getSerialNumber()).isPositive();
        assertThat(read.getSubjectX500Principal().getName()).isEqualTo("CN=Somebody else");
        read.verify(read.getPublicKey());
    }

    @Test
    void isGoodFromYesterdayUntilTomorrow() throws Exception {
        X509Certificate made = SelfMadeCertificate.of(DomainName.parse("mx.bank.test"), NOW).chain().get(0);

        assertThat(made.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS));
        assertThat(made.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void hasAKeyOfItsOwnEachTime() throws Exception {
        DomainName name = DomainName.parse("mx.bank.test");

        assertThat(SelfMadeCertificate.of(name, NOW).chain().get(0).getPublicKey()).isNotEqualTo(SelfMadeCertificate.of(name, NOW).chain().get(0).getPublicKey());
    }
}
