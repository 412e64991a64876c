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
package io.jamesconnectors.tls.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.TestCertificateRequest;
import io.jamesconnectors.tls.ClientTls;

class PresentedCertificateTest {
    private static final TestCa ROOT = TestCa.create();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void isWhatTheClientShowed(String protocol) throws Exception {
        TestCertificate client = ROOT.intermediate("Test Intermediate").client("mail.contoso.com");

        assertThat(PresentedCertificate.of(ClientSession.with(client.sslContextForAnyPeer(), protocol)))
            .hasValueSatisfying(presented -> assertThat(presented.chain()).isEqualTo(client.chain()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void isTheSameInAResumedSession(String protocol) throws Exception {
        TestCertificate client = ROOT.client("mail.contoso.com");
        SSLContext context = client.sslContextForAnyPeer();
        SSLSession first = ClientSession.with(context, protocol);
        SSLSession second = ClientSession.with(context, protocol);

        assertThat(second.getCreationTime()).as("resumed").isEqualTo(first.getCreationTime());
        assertThat(PresentedCertificate.of(second)).isEqualTo(PresentedCertificate.of(first)).isPresent();
    }

    @Test
    void isNothingWhenTheClientShowedNothing() throws Exception {
        assertThat(PresentedCertificate.of(ClientSession.between(ClientTls.anonymous().engine("mx.contoso.com", 25)))).isEmpty();
    }

    @Test
    void isNothingBeforeTheHandshake() {
        assertThat(PresentedCertificate.of(ClientTls.anonymous().engine("mx.contoso.com", 25).getSession())).isEmpty();
    }

    @Test
    void hasTheAlternativeNamesInOrderEachOnce() {
        assertThat(names(ROOT.issue().dnsNames("B.contoso.com", "*.contoso.com", "b.contoso.com", "10.0.0.1", "*.com"))).containsExactly("b.contoso.com", "*.contoso.com");
    }

    @Test
    void hasTheCommonNameWhereThereAreNoAlternativeNames() {
        assertThat(names(ROOT.issue().commonName("Mail.Contoso.com"))).containsExactly("mail.contoso.com");
        assertThat(names(ROOT.issue().commonName("*.contoso.com"))).containsExactly("*.contoso.com");
    }

    @Test
    void hasNoCommonNameBesideAlternativeNames() {
        assertThat(names(ROOT.issue().commonName("mail.contoso.com").dnsNames("other.example"))).containsExactly("other.example");
        assertThat(names(ROOT.issue().commonName("mail.contoso.com").dnsNames("no name"))).isEmpty();
    }

    @Test
    void hasNoCommonNameBesideAlternativeNamesThatCannotBeRead() {
        assertThat(names(ROOT.issue().commonName("mail.contoso.com").alternativeNames(new byte[] {0x30, 0x02, (byte) 0x82, 0x00}))).isEmpty();
        assertThat(names(ROOT.issue().commonName("mail.contoso.com").alternativeNames(new byte[] {0x30, 0x00}))).isEmpty();
        assertThat(names(ROOT.issue().commonName("mail.contoso.com").alternativeNames(new byte[] {0x04, 0x01, 0x00}))).isEmpty();
    }

    @Test
    void hasNoCommonNameWhereThereAreSeveral() {
        X500NameBuilder both = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, "a.contoso.com").addRDN(BCStyle.CN, "b.contoso.com");
        X500NameBuilder inOne = new X500NameBuilder(BCStyle.INSTANCE).addMultiValuedRDN(
            new ASN1ObjectIdentifier[] {BCStyle.CN, BCStyle.CN}, new String[] {"a.contoso.com", "b.contoso.com"});

        assertThat(names(ROOT.issue().subject(both.build()))).isEmpty();
        assertThat(names(ROOT.issue().subject(inOne.build()))).isEmpty();
    }

    @Test
    void readsTheCommonNameWhereverItStandsInTheSubject() {
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, "US").addRDN(BCStyle.CN, "mail.contoso.com").addRDN(BCStyle.OU, "CN=evil.example");

        assertThat(names(ROOT.issue().subject(subject.build()))).containsExactly("mail.contoso.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.contoso.com\0.evil.example", "\0mail.contoso.com", "mail.contoso.com\r\n", "b\u00fccher.example", "mail.contoso.com.", " mail.contoso.com", "mail .contoso.com",
        "*.com", "m*.contoso.com", "user@contoso.com", "10.0.0.1", "Test Server"})
    void neverMendsACommonName(String commonName) {
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, new DERBMPString(commonName));

        assertThat(names(ROOT.issue().subject(subject.build()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.contoso.com\0", "mail\t.contoso.com", "xn--\u00fc.example", "*.*.contoso.com"})
    void neverMendsAnAlternativeName(String name) {
        assertThat(names(ROOT.issue().commonName("mail.contoso.com").dnsNames(name))).isEmpty();
    }

    @Test
    void hasAHundredNamesOfTenThousand() {
        String[] names = new String[10_000];
        Arrays.setAll(names, i -> "host" + i + ".contoso.com");

        assertThat(names(ROOT.issue().dnsNames(names))).hasSize(100).contains("host0.contoso.com", "host99.contoso.com");
    }

    @Test
    void leavesOutNamesOf64Kilobytes() {
        assertThat(names(ROOT.issue().dnsNames("a".repeat(65_536), "mail.contoso.com"))).containsExactly("mail.contoso.com");
        assertThat(names(ROOT.issue().commonName("a.".repeat(32_768) + "com"))).isEmpty();
    }

    @Test
    void namesItsIssuerInCanonicalForm() {
        String issuer = ClientSession.presented(TestCa.create("Contoso  ISSUING ca").client("mail.contoso.com")).issuer();

        assertThat(issuer).isEqualTo(new X500Principal("cn=contoso issuing CA").getName(X500Principal.CANONICAL));
    }

    @Test
    void hasTheFingerprintsThatOpensslPrints() throws Exception {
        TestCertificate client = ROOT.client("mail.contoso.com");

        assertThat(ClientSession.presented(client).fingerprints()).containsExactlyInAnyOrder(
            new Fingerprint(Fingerprint.Subject.CERTIFICATE, sha256(client.certificate().getEncoded())),
            new Fingerprint(Fingerprint.Subject.PUBLIC_KEY, sha256(client.certificate().getPublicKey().getEncoded())));
    }

    @Test
    void isForWhatItsExtendedKeyUsageSays() {
        assertUse(ROOT.issue().forClientsOnly(), true, false);
        assertUse(ROOT.issue().forServersOnly(), false, true);
        assertUse(ROOT.issue(), true, true);
        assertUse(ROOT.issue().withoutExtendedKeyUsage(), true, true);
        assertUse(ROOT.issue().forAnyUse(), true, true);
        assertUse(ROOT.issue().forMailOnly(), false, false);
        assertUse(ROOT.issue().forServersOnly().withCriticalUse(), false, true);
    }

    private static void assertUse(TestCertificateRequest request, boolean forClients, boolean forServers) {
        PresentedCertificate presented = ClientSession.presented(request.done());

        assertThat(List.of(presented.forClients(), presented.forServers())).containsExactly(forClients, forServers);
    }

    private static List<String> names(TestCertificateRequest request) {
        return ClientSession.presented(request.done()).names().stream().map(CertificateName::toString).toList();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
