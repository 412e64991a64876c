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
package io.jamesconnectors.matchers;

import java.util.Optional;
import java.util.Set;

import org.apache.mailet.Mail;

/**
 * Mail whose inbound connector was recognised in one of these ways:
 *
 * <pre>{@code
 * <mailet match="io.jamesconnectors.matchers.InboundIdentifiedBy=certificate, address" class="ToProcessor">
 *   <processor>knownPeers</processor>
 * </mailet>
 * }</pre>
 *
 * <p>{@code certificate}: by a client certificate that was found valid; {@code address}: by the client's address; {@code senderDomain}: by nothing but the
 * domain of MAIL FROM, which anyone can write.
 */
public final class InboundIdentifiedBy extends InboundMatcher {
    private static final Set<String> WAYS = Set.of("certificate", "address", "senderDomain");
    private static final String EXPECTED = "certificate, address or senderDomain, or several of them, separated by commas";

    private Set<String> wanted = Set.of();

    @Override
    void read(Optional<String> condition) {
        Set<String> ways = Set.copyOf(items(condition, EXPECTED));
        if (!WAYS.containsAll(ways)) {
            throw new IllegalArgumentException("'" + condition.orElse("") + "' (expected: " + EXPECTED + ")");
        }
        wanted = ways;
    }

    @Override
    boolean matches(Mail mail) {
        return attribute(mail, InboundAttributes.IDENTIFIED_BY)
            .filter(identification -> identification.indexOf(':') > 0 && wanted.contains(identification.substring(0, identification.indexOf(':'))))
            .isPresent();
    }
}
