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
package io.jamesconnectors.connectors.outbound;

import java.util.Set;

import io.jamesconnectors.connectors.DomainName;

/** Domains that mean something only on one machine or in one network (RFC 6761, RFC 6762, ICANN's reservation of {@code internal}; others by custom). */
public final class PrivateDomains {
    private static final Set<String> TOP = Set.of("localhost", "local", "localdomain", "internal", "lan");

    private PrivateDomains() {
    }

    /** Whether a domain is one of them: it has one label, or its last one is used in private. */
    public static boolean hold(DomainName domain) {
        int dot = domain.asString().lastIndexOf('.');
        return dot < 0 || TOP.contains(domain.asString().substring(dot + 1));
    }
}
