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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.tls.http.BoundedHttp;

/**
 * Asks the issuer of a certificate whether it has revoked it: its OCSP responders first (RFC 6960), then its lists (RFC 5280 §5). The JDK checks signature,
 * signer and dates of
 * what they say, and never goes to the network itself: its own fetching has no limit of size, none of time for a whole answer, and follows LDAP and file
 * addresses.
 */
final class Issuer {
    static final int MAX_RESPONSE = 64 * 1024;
    static final int MAX_LIST = 8 * 1024 * 1024;

    private static final Logger LOGGER = LoggerFactory.getLogger(Issuer.class);
    private static final byte[] SHA_1 = {0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00};

    private final BoundedHttp http;

    Issuer(BoundedHttp http) {
        this.http = http;
    }

    private interface Attempt {
        RevocationStatus at(URI place) throws IOException, GeneralSecurityException;
    }

    /**
     * Asks; takes as long as it takes, at most the time of {@link BoundedHttp} for each of at most four places.
     *
     * @param issuer whose key has signed {@code certificate}
     */
    RevocationStatus ask(X509Certificate certificate, X509Certificate issuer, Instant now) {
        Places places = Places.of(certificate);
        RevocationStatus status = first(certificate, places.responders(), place -> byResponder(place, certificate, issuer, now));
        return status == RevocationStatus.UNKNOWN ? first(certificate, places.lists(), place -> byList(place, certificate, issuer, now)) : status;
    }

    private static RevocationStatus first(X509Certificate certificate, List<URI> places, Attempt attempt) {
        for (URI place : places) {
            try {
                RevocationStatus status = attempt.at(place);
                LOGGER.debug("Revocation of certificate {}: {} by {}", serial(certificate), status, place.toASCIIString());
                return status;
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                LOGGER.info("Revocation of certificate {}: nothing to be learned from {}: {}", serial(certificate), place.toASCIIString(), printable(e));
            }
        }
        return RevocationStatus.UNKNOWN;
    }

    private RevocationStatus byResponder(URI place, X509Certificate certificate, X509Certificate issuer, Instant now) throws IOException, GeneralSecurityException {
        byte[] response = http.post(place, "application/ocsp-request", question(certificate, issuer), MAX_RESPONSE);
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));
        checker.setOcspResponses(Map.of(certificate, response));
        PKIXParameters parameters = parameters(issuer, now);
        parameters.addCertPathChecker(checker);
        return validate(validator, certificate, parameters);
    }

    private RevocationStatus byList(URI place, X509Certificate certificate, X509Certificate issuer, Instant now) throws IOException, GeneralSecurityException {
        CRL list = CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(http.get(place, MAX_LIST)));
        PKIXParameters parameters = parameters(issuer, now);
        parameters.setRevocationEnabled(true);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(list))));
        return validate(CertPathValidator.getInstance("PKIX"), certificate, parameters);
    }

    private static RevocationStatus validate(CertPathValidator validator, X509Certificate certificate, PKIXParameters parameters) throws GeneralSecurityException {
        try {
            validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), parameters);
            return RevocationStatus.GOOD;
        } catch (CertPathValidatorException e) {
            if (e.getReason() == BasicReason.REVOKED) {
                return RevocationStatus.REVOKED;
            }
            throw e;
        }
    }

    /** With the issuer as the anchor: the chain above it has been judged already, and each of its certificates is asked about by itself. */
    private static PKIXParameters parameters(X509Certificate issuer, Instant now) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        return parameters;
    }

    /** An OCSPRequest for one certificate, without nonce, which few responders honour (RFC 6960 §4.1.1). */
    static byte[] question(X509Certificate certificate, X509Certificate issuer) throws IOException, GeneralSecurityException {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        byte[] name = sha1.digest(issuer.getSubjectX500Principal().getEncoded());
        byte[] bits = Der.one(issuer.getPublicKey().getEncoded(), Der.SEQUENCE).children().get(1).content();
        sha1.update(bits, 1, bits.length - 1);
        byte[] certId = Der.write(Der.SEQUENCE, SHA_1, Der.write(Der.OCTET_STRING, name), Der.write(Der.OCTET_STRING, sha1.digest()),
            Der.write(Der.INTEGER, certificate.getSerialNumber().toByteArray()));
        return Der.write(Der.SEQUENCE, Der.write(Der.SEQUENCE, Der.write(Der.SEQUENCE, Der.write(Der.SEQUENCE, certId))));
    }

    private static String serial(X509Certificate certificate) {
        String digits = certificate.getSerialNumber().toString(16);
        return digits.substring(0, Math.min(digits.length(), 40));
    }

    private static String printable(Exception e) {
        String text = String.valueOf(e.getMessage()).replaceAll("[^ -~]", "?");
        return text.substring(0, Math.min(text.length(), 200));
    }
}
