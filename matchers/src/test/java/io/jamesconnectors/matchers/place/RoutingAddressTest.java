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
package io.jamesconnectors.matchers.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;

class RoutingAddressTest {
    private static final Set<DomainName> THERE = Set.of(DomainName.parse("tenant.mail.test"));

    @Test
    void leadsOverOnlyWhereTheDomainIsTheOtherSides() {
        assertThat(RoutingAddress.of("Anna.B@Tenant.Mail.TEST", THERE)).isInstanceOf(RoutingLookup.Found.class);
        assertThat(RoutingAddress.of("anna@below.tenant.mail.test", THERE)).isEqualTo(RoutingLookup.NOT_FOUND);
        assertThat(RoutingAddress.of("anna@elsewhere.test", THERE)).isEqualTo(RoutingLookup.NOT_FOUND);
        assertThat(RoutingAddress.of("tenant.mail.test", THERE)).isEqualTo(RoutingLookup.NOT_FOUND);
        assertThat(RoutingAddress.of("a b@tenant.mail.test", THERE)).isEqualTo(RoutingLookup.NOT_FOUND);
    }

    @Test
    void takesAllSpellingsOfOneMailboxForOne() {
        assertThat(RoutingAddress.key("Anna@CONTOSO.com")).isEqualTo(RoutingAddress.key("anna@contoso.com")).contains("anna@contoso.com");
        assertThat(RoutingAddress.key("nobody")).isEmpty();
    }

    @Test
    void standsWhateverADirectoryHolds() {
        long seed = 20261122;
        Random random = new Random(seed);
        String alphabet = "aZ0.@@\"\\ <>\r\n\u0000\u00e4\u212a%tenant.mail.test";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String address = random.nextBoolean() ? text + "@tenant.mail.test" : text.toString();

            RoutingLookup found = RoutingAddress.of(address, THERE);
            RoutingAddress.key(address);

            if (found instanceof RoutingLookup.Found there) {
                assertThat(there.routingAddress().orElseThrow()).as("seed %d, round %d", seed, i).isEqualTo(address)
                    .doesNotContain("\r", "\n", "\u0000", "<", ">");
            }
        }
    }
}
