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

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a certificate says that its revocation is told (RFC 5280 §4.2.1.13 and §4.2.2.1). Only {@code http} and {@code https} count: neither LDAP nor files
 * nor FTP, all of which
 * the JDK would follow. At most {@value #MAX_PLACES} of a kind, of at most {@value #MAX_LENGTH} characters each.
 *
 * @param responders of OCSP
 * @param lists of revoked certificates, of the certificate's own issuer and for all reasons
 */
record Places(List<URI> responders, List<URI> lists) {
    static final int MAX_PLACES = 2;
    static final int MAX_LENGTH = 1_024;

    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";
    /** 1.3.6.1.5.5.7.48.1. */
    private static final byte[] OCSP = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01};

    static Places of(X509Certificate certificate) {
        return new Places(responders(certificate), lists(certificate));
    }

    private static List<URI> responders(X509Certificate certificate) {
        List<URI> found = new ArrayList<>();
        for (Der description : extension(certificate, AUTHORITY_INFORMATION_ACCESS)) {
            List<Der> parts = children(description);
            if (parts.size() == 2 && parts.get(0).tag() == Der.OBJECT_IDENTIFIER && Arrays.equals(parts.get(0).content(), OCSP)) {
                uri(parts.get(1)).ifPresent(found::add);
            }
        }
        return found.stream().distinct().limit(MAX_PLACES).toList();
    }

    private static List<URI> lists(X509Certificate certificate) {
        List<URI> found = new ArrayList<>();
        for (Der point : extension(certificate, CRL_DISTRIBUTION_POINTS)) {
            List<Der> parts = children(point);
            if (parts.size() == 1 && parts.get(0).tag() == Der.CONTEXT_0) {
                children(parts.get(0)).stream()
                    .filter(name -> name.tag() == Der.CONTEXT_0)
                    .flatMap(fullName -> children(fullName).stream())
                    .forEach(name -> uri(name).ifPresent(found::add));
            }
        }
        return found.stream().distinct().limit(MAX_PLACES).toList();
    }

    private static List<Der> extension(X509Certificate certificate, String oid) {
        byte[] wrapped = certificate.getExtensionValue(oid);
        if (wrapped == null) {
            return List.of();
        }
        try {
            return Der.one(Der.one(wrapped, Der.OCTET_STRING).content(), Der.SEQUENCE).children();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Der> children(Der element) {
        try {
            return element.children();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<URI> uri(Der name) {
        if (name.tag() != Der.CONTEXT_6_PRIMITIVE || name.content().length > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(new String(name.content(), StandardCharsets.US_ASCII));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null && uri.getUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
