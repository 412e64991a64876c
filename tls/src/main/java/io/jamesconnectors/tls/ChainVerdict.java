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
package io.jamesconnectors.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/** What a chain of certificates is worth. */
public sealed interface ChainVerdict {

    /**
     * It leads to a trusted certificate.
     *
     * @param path the peer's own certificate first, each issued by the next, the last by {@code anchor}; empty when the peer's own certificate is trusted by
     *     itself
     * @param anchor the trusted certificate
     */
    record Sound(List<X509Certificate> path, X509Certificate anchor) implements ChainVerdict {
        public Sound {
            path = List.copyOf(path);
        }
    }

    /**
     * It does not.
     *
     * @param problem why not
     */
    record Unsound(TlsProblem problem) implements ChainVerdict {
    }
}
