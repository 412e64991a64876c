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
package io.jamesconnectors.connectors.explain;

import java.io.IOException;

import io.jamesconnectors.connectors.inbound.CertificateFacts;

/** Says what a client's certificate is worth. */
@FunctionalInterface
public interface CertificateJudge {
    /**
     * The certificate, judged by what the connectors ask for.
     *
     * @param pem the client's own first, then its issuers
     * @throws BadRequest when it can't be read
     */
    CertificateFacts judge(String pem) throws BadRequest;

    /** Who can read certificates, and knows nothing of requests. */
    @FunctionalInterface
    interface Reader {
        /** @throws IOException when it can't be read; the message goes on behind "certificate: " */
        CertificateFacts judge(String pem) throws IOException;
    }

    /** Judges by what {@code reader} finds. */
    static CertificateJudge by(Reader reader) {
        return pem -> {
            try {
                return reader.judge(pem);
            } catch (IOException e) {
                throw new BadRequest("certificate: " + e.getMessage());
            }
        };
    }
}
