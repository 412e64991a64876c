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
package io.jamesconnectors.testing.tenant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A domain of the tenant (reference §5.3).
 *
 * @param name in lower case
 * @param authoritative all recipients are known here, else {@code InternalRelay}: some are elsewhere
 * @param matchSubDomains with all below it, which takes {@code InternalRelay}
 */
record AcceptedDomain(String name, boolean authoritative, boolean matchSubDomains) {

    AcceptedDomain {
        name = name.toLowerCase(Locale.ROOT);
        if (authoritative && matchSubDomains) {
            throw new IllegalArgumentException("sub-domains of " + name + ": authoritative (expected: internalRelay)");
        }
    }

    private boolean covers(String domain) {
        return domain.equals(name) || matchSubDomains && domain.endsWith("." + name);
    }

    /** The accepted domain that this one is, or is below of; the exact one first, then the longest. */
    static Optional<AcceptedDomain> find(List<AcceptedDomain> all, String domain) {
        AcceptedDomain best = null;
        for (AcceptedDomain each : all) {
            if (each.covers(domain) && (best == null || each.name().length() > best.name().length())) {
                best = each;
            }
        }
        return Optional.ofNullable(best);
    }
}
