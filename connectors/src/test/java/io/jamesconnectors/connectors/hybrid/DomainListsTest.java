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
package io.jamesconnectors.connectors.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Reason;

class DomainListsTest {
    private static final Connectors CONNECTORS = new Connectors(List.of(
        new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.INTERNAL_RELAY, true),
        new AcceptedDomain(DomainName.parse("fabrikam.com"), AcceptedDomain.Type.AUTHORITATIVE, false)), List.of(), List.of(), List.of());

    @Test
    void agreeWhereEachKnowsTheOthersDomains() {
        assertThat(differences("contoso.com", "fabrikam.com", "localhost", "branch.contoso.com")).isEmpty();
    }

    @Test
    void differWhereOneLacksADomain() {
        assertThat(differences("contoso.com", "tailspin.example", "a.fabrikam.com")).extracting(Reason::toString).containsExactly(
            "'fabrikam.com' is an accepted domain (authoritative), and the server does not take it for its own: "
                + "it relays mail for it, or refuses it as relaying. [accepted-but-not-the-servers]",
            "The server takes 'a.fabrikam.com' for its own, and it is no accepted domain: "
                + "it proves nothing as a sender's, and nobody in it lives on the other side. [servers-but-not-accepted]",
            "The server takes 'tailspin.example' for its own, and it is no accepted domain: "
                + "it proves nothing as a sender's, and nobody in it lives on the other side. [servers-but-not-accepted]");
    }

    private static List<Reason> differences(String... servers) {
        return DomainLists.between(CONNECTORS, Arrays.stream(servers).map(DomainName::parse).toList()).reasons();
    }
}
