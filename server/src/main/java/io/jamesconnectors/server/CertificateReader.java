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
package io.jamesconnectors.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import javax.net.ssl.SSLSession;

import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;

/** Reads what clients present in the handshake. */
@FunctionalInterface
interface CertificateReader {

    /**
     * The certificate that the client presented, judged by what {@code sources} answers for its names; empty when it presented none, or none that can be read.
     * Never waits: a status that has to be asked for is {@link io.jamesconnectors.connectors.inbound.Trust#PENDING} meanwhile.
     */
    Optional<CertificateFacts> facts(SSLSession session, Function<List<CertificateName>, Set<TrustSource>> sources);
}
