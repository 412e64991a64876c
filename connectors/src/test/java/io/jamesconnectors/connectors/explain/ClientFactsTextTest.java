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

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.Trust;

/** What a trace keeps of who a client was. */
class ClientFactsTextTest {
    private static final CertificateFacts RELAY = new CertificateFacts(List.of(name("relay.contoso.com"), new CertificateName(DomainName.parse("apps.contoso.com"), true)),
        "cn=issuing ca,o=contoso & sons=1", Set.of(new Fingerprint(Fingerprint.Subject.CERTIFICATE, "a".repeat(64)), new Fingerprint(Fingerprint.Subject.PUBLIC_KEY, "b".repeat(64))),
        true, false, Map.of(TrustSource.JAVA, Trust.UNTRUSTED, new TrustSource(Optional.of(Path.of("/etc/our roots.pem")), RevocationCheck.REQUIRED), Trust.TRUSTED));

    private static CertificateName name(String text) {
        return new CertificateName(DomainName.parse(text), false);
    }

    @Test
    void everythingComesBack() {
        ClientFacts facts = ClientFacts.of("mx & more", Optional.of("anna=1@contoso.com"), OriginatorOrg.of(DomainName.parse("contoso.com")), Optional.of(RELAY));

        assertThat(ClientFactsText.read(ClientFactsText.of(facts))).contains(facts);
        assertThat(facts.asWords()).isEqualTo("logged in as anna=1@contoso.com, certificate for relay.contoso.com, *.apps.contoso.com (is trusted or ends at no trusted root)");
    }

    @Test
    void aClientThatHasShownNothingIsKeptToo() {
        ClientFacts facts = ClientFacts.of("mx", Optional.empty(), OriginatorOrg.NONE, Optional.empty());

        assertThat(ClientFactsText.of(facts)).isEqualTo("listener=mx");
        assertThat(ClientFactsText.read("listener=mx")).contains(facts);
        assertThat(facts.asWords()).isEmpty();
    }

    @Test
    void namesThatDoNotFitAreCounted() {
        List<CertificateName> names = IntStream.range(0, 100).mapToObj(i -> name("host-" + i + "." + "x".repeat(40) + ".contoso.com")).toList();
        ClientFacts facts = ClientFacts.of("mx", Optional.of("u".repeat(10_000)), OriginatorOrg.NONE,
            Optional.of(new CertificateFacts(names, "i".repeat(5_000), Set.of(), true, true, Map.of())));

        String text = ClientFactsText.of(facts);
        ClientFacts read = ClientFactsText.read(text).orElseThrow();

        assertThat(text).hasSizeLessThanOrEqualTo(ClientFactsText.MAX_LENGTH);
        assertThat(read.login()).isEmpty();
        assertThat(read.certificate().orElseThrow().names()).isNotEmpty().isSubsetOf(names);
        assertThat(read.namesLeftOut()).isEqualTo(100 - read.certificate().orElseThrow().names().size()).isPositive();
    }

    @Test
    void whatIsDamagedIsNotThere() {
        assertThat(ClientFactsText.read("")).isEmpty();
        assertThat(ClientFactsText.read("listener")).isEmpty();
        assertThat(ClientFactsText.read("listener=%zz")).isEmpty();
        long seed = Long.getLong("seed", 1);
        System.out.println("client facts: seed " + seed);
        Random random = new Random(seed);
        String text = ClientFactsText.of(ClientFacts.of("mx", Optional.of("anna"), OriginatorOrg.NONE, Optional.of(RELAY)));
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int j = random.nextInt(4); j >= 0; j--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(128));
            }
            refused += ClientFactsText.read(random.nextBoolean() ? damaged.toString() : damaged.substring(random.nextInt(damaged.length()))).isEmpty() ? 1 : 0;
        }
        assertThat(refused).as("seed %d", seed).isPositive();
    }
}
