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
package io.jamesconnectors.tls.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.testing.TestCa;

class PlacesTest {
    private static final TestCa ROOT = TestCa.create();

    @Test
    void areWhatTheCertificateNames() {
        X509Certificate certificate = ROOT.issue().crl(URI.create("http://crl.contoso.com/ca.crl")).ocsp(URI.create("HTTPS://ocsp.contoso.com")).done().certificate();

        assertThat(Places.of(certificate).lists()).containsExactly(URI.create("http://crl.contoso.com/ca.crl"));
        assertThat(Places.of(certificate).responders()).containsExactly(URI.create("HTTPS://ocsp.contoso.com"));
    }

    @Test
    void areNoneInACertificateThatNamesNone() {
        assertThat(Places.of(ROOT.client("mail.contoso.com").certificate()).lists()).isEmpty();
        assertThat(Places.of(ROOT.client("mail.contoso.com").certificate()).responders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap://ldap.contoso.com/cn=ca?certificateRevocationList", "ldaps://ldap.contoso.com/", "file:///etc/passwd", "ftp://contoso.com/ca.crl", "jar:http://contoso.com/a.jar!/b",
        "http:///ca.crl", "http:ca.crl", "//contoso.com/ca.crl", "ca.crl", "http://user:secret@contoso.com/"})
    void areOnlyHttp(String place) {
        X509Certificate certificate = ROOT.issue().crl(URI.create(place)).ocsp(URI.create(place)).done().certificate();

        assertThat(Places.of(certificate).lists()).isEmpty();
        assertThat(Places.of(certificate).responders()).isEmpty();
    }

    @Test
    void areNotLong() {
        X509Certificate certificate = ROOT.issue().crl(URI.create("http://contoso.com/" + "a".repeat(1_024))).done().certificate();

        assertThat(Places.of(certificate).lists()).isEmpty();
    }

    @Test
    void areReadFromAnyBytes() throws Exception {
        byte[] sound = ROOT.issue().crl(URI.create("http://crl.contoso.com/ca.crl")).ocsp(URI.create("http://ocsp.contoso.com")).done().certificate().getEncoded();
        long seed = Long.getLong("seed", 1);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = sound.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Places places = Places.of((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes)));
                assertThat(places.lists()).as("seed %d", seed).hasSizeLessThanOrEqualTo(Places.MAX_PLACES);
                read++;
            } catch (CertificateException e) {
                refused++;
            }
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(100);
        assertThat(refused).as("seed %d", seed).isGreaterThan(100);
    }
}
