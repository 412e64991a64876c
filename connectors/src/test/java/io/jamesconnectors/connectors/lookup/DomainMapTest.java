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
package io.jamesconnectors.connectors.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;

class DomainMapTest {

    @Test
    void prefersTheDomainThenTheLongestWildcardThenTheStar() {
        DomainMap<String> map = map("contoso.com", "*.contoso.com", "*.sales.contoso.com", "*.com", "*");
        assertThat(map.find(domain("contoso.com"))).contains("contoso.com");
        assertThat(map.find(domain("hr.contoso.com"))).contains("*.contoso.com");
        assertThat(map.find(domain("sales.contoso.com"))).contains("*.sales.contoso.com");
        assertThat(map.find(domain("a.b.sales.contoso.com"))).contains("*.sales.contoso.com");
        assertThat(map.find(domain("fabrikam.com"))).contains("*.com");
        assertThat(map.find(domain("example.org"))).contains("*");
    }

    @Test
    void coversItsOwnDomainByAWildcard() {
        assertThat(map("*.contoso.com").find(domain("contoso.com"))).contains("*.contoso.com");
    }

    @Test
    void breaksAtLabelsOnly() {
        DomainMap<String> map = map("*.contoso.com", "contoso.com");
        assertThat(map.find(domain("evilcontoso.com"))).isEmpty();
        assertThat(map.find(domain("com"))).isEmpty();
    }

    @Test
    void listsAllPatternsTheMostSpecificFirst() {
        DomainMap<String> map = map("*", "*.com", "a.contoso.com", "*.contoso.com", "other.com");
        assertThat(map.findAll(domain("a.contoso.com"))).containsExactly("a.contoso.com", "*.contoso.com", "*.com", "*");
        assertThat(map.findAll(domain("x.contoso.com"))).containsExactly("*.contoso.com", "*.com", "*");
        assertThat(map.findAll(domain("contoso.org"))).containsExactly("*");
    }

    @Test
    void tellsNamesWithTheSameHashApart() {
        assertThat("akx.com".hashCode()).isEqualTo("c-x.com".hashCode());
        assertThat(map("*.akx.com").find(domain("c-x.com"))).isEmpty();
        assertThat(map("*.akx.com", "*.c-x.com").find(domain("a.c-x.com"))).contains("*.c-x.com");
    }

    @Test
    void coversTheLackOfADomainByTheStarAlone() {
        assertThat(map("*.com", "*").findWithoutDomain()).contains("*");
        assertThat(map("*.com").findWithoutDomain()).isEmpty();
    }

    @Test
    void findsNothingWhenEmpty() {
        assertThat(map().find(domain("contoso.com"))).isEmpty();
        assertThat(map().findAll(domain("contoso.com"))).isEmpty();
    }

    @Test
    void agreesWithANaiveReading() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Map<DomainPattern, String> patterns = new LinkedHashMap<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                int kind = random.nextInt(10);
                String text = kind == 0 ? "*" : (kind < 6 ? "*." : "") + name(random);
                patterns.put(DomainPattern.parse(text), text);
            }
            DomainMap<String> map = DomainMap.of(patterns);
            for (int i = 0; i < 100; i++) {
                DomainName domain = domain(name(random));
                List<String> expected = patterns.entrySet().stream()
                    .filter(entry -> entry.getKey().covers(domain))
                    .sorted(Comparator.comparing(Map.Entry::getKey, Comparator.comparingInt(DomainMapTest::rank).reversed()))
                    .map(Map.Entry::getValue)
                    .toList();
                assertThat(map.findAll(domain)).as("seed %d, %s in %s", seed, domain, patterns).isEqualTo(expected);
                assertThat(map.find(domain)).as("seed %d, %s in %s", seed, domain, patterns).isEqualTo(expected.stream().findFirst());
            }
        }
    }

    private static int rank(DomainPattern pattern) {
        if (pattern instanceof DomainPattern.Exactly) {
            return 1_000;
        }
        return pattern instanceof DomainPattern.WithSubdomains wildcard ? wildcard.domain().asString().length() : 0;
    }

    /** Of few labels, so that names repeat, nest and share their ends. */
    private static String name(Random random) {
        String[] labels = {"a", "b", "aa", "ab", "ba", "com", "co"};
        StringBuilder name = new StringBuilder(labels[random.nextInt(labels.length)]);
        for (int i = random.nextInt(4); i > 0; i--) {
            name.append('.').append(labels[random.nextInt(labels.length)]);
        }
        return name.toString();
    }

    private static DomainName domain(String text) {
        return DomainName.parse(text);
    }

    private static DomainMap<String> map(String... patterns) {
        Map<DomainPattern, String> map = new LinkedHashMap<>();
        for (String pattern : patterns) {
            map.put(DomainPattern.parse(pattern), pattern);
        }
        return DomainMap.of(map);
    }
}
