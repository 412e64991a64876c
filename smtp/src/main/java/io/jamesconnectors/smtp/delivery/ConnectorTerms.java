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
package io.jamesconnectors.smtp.delivery;

import java.io.IOException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.tls.ClientTls;
import io.jamesconnectors.tls.TlsRequirement;
import io.jamesconnectors.tls.TrustAnchors;

/** What the servers of a connector must prove, and what we show them, by the files as they are at each question. Safe for use by many threads. */
public final class ConnectorTerms {
    private final TrustedFiles trustedFiles = new TrustedFiles(TrustAnchors::java);
    private final TlsProfiles tlsProfiles;

    /** @param environment the value of an environment variable, or null */
    public ConnectorTerms(Function<String, @Nullable String> environment) {
        this.tlsProfiles = new TlsProfiles(environment);
    }

    /**
     * What must be proved.
     *
     * @param recipientDomain whose mail is sent
     * @throws IOException when the trusted certificates can't be read and the floor needs them
     * @throws IllegalArgumentException as {@link TlsRequirement#of}
     */
    public TlsRequirement requirement(OutboundConnector connector, DomainName recipientDomain) throws IOException {
        TrustAnchors anchors = connector.tlsSettings().isAtLeast(TlsSettings.CERTIFICATE_VALIDATION)
            ? trustedFiles.anchors(connector.trustedCertificates())
            : trustedFiles.anchorsOrNone(connector.trustedCertificates());
        return TlsRequirement.of(connector, recipientDomain, anchors);
    }

    /**
     * What is shown.
     *
     * @throws IOException when the client certificate can't be used; the message says why, and holds no secret
     */
    public ClientTls tls(OutboundConnector connector) throws IOException {
        return tlsProfiles.of(connector.tlsOptions());
    }
}
