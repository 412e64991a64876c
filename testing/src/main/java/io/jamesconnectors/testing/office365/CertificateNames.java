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
package io.jamesconnectors.testing.office365;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;

/**
 * The names that a certificate proves: its subject alternative names and its common name.
 * Source: Microsoft, Exchange Team blog "Office 365 Message Attribution". A chain that is not trusted, or not sent whole, proves none.
 */
public final class CertificateNames {
    private static final Integer DNS_NAME = 2;

    private CertificateNames() {
    }

    static List<String> trusted(SSLSession session, X509TrustManager trust) {
        try {
            X509Certificate[] chain = Arrays.stream(session.getPeerCertificates()).toArray(X509Certificate[]::new);
            trust.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            return of(chain[0]);
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            return List.of();
        }
    }

    /** The names in this certificate, in lower case, whoever issued it. */
    public static List<String> of(X509Certificate certificate) throws CertificateParsingException {
        List<String> names = new ArrayList<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            alternatives.stream().filter(entry -> DNS_NAME.equals(entry.get(0))).map(entry -> entry.get(1).toString()).forEach(names::add);
        }
        try {
            new LdapName(certificate.getSubjectX500Principal().getName()).getRdns().stream()
                .filter(rdn -> rdn.getType().equalsIgnoreCase("CN")).map(rdn -> rdn.getValue().toString()).forEach(names::add);
        } catch (InvalidNameException e) {
            return List.of();
        }
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().toList();
    }
}
