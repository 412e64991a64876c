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
package io.jamesconnectors.migration.exchange;

import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.pem.PemFile;

/** The names in client certificates, as far as their files tell. */
public final class CertificateNames {
    private static final int DNS_NAME = 2;

    private CertificateNames() {
    }

    /** The first DNS name of our own certificate; empty for a key store, and where the file can't be read. */
    public static Optional<String> first(ClientCertificate certificate) {
        try {
            PemFile file = PemFile.read(certificate.chain());
            for (int i = 0; i < file.blocks().size(); i++) {
                if (file.blocks().get(i).isCertificate()) {
                    return name(file.certificate(i));
                }
            }
            return Optional.empty();
        } catch (IOException | CertificateParsingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null ? Optional.empty() : names.stream().filter(name -> name.get(0).equals(DNS_NAME)).map(name -> String.valueOf(name.get(1)))
            .filter(CertificateNames::isName).findFirst();
    }

    private static boolean isName(String name) {
        try {
            return !(DomainPattern.parse(name) instanceof DomainPattern.Any);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
