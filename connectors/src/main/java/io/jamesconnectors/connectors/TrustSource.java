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
package io.jamesconnectors.connectors;

import java.nio.file.Path;
import java.util.Optional;

/**
 * By what a client certificate's chain is judged: connectors that agree in it get the same answer.
 *
 * @param trustedCertificates a PEM file of trusted roots; empty means Java's own trust store
 * @param revocation whether the issuer is asked
 */
public record TrustSource(Optional<Path> trustedCertificates, RevocationCheck revocation) {
    /** Java's own trust store, and nobody is asked. */
    public static final TrustSource JAVA = new TrustSource(Optional.empty(), RevocationCheck.NONE);
}
