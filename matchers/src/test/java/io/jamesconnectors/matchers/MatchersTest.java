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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import javax.mail.MessagingException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.inbound.Identification;

class MatchersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "Devices                             | DEVICES       | true",
        "Bank in, Devices                    | Devices       | true",
        "Bank in,Devices                     | Bank          | false",
        "*                                   | Anything      | true",
        "\"Contoso, Ltd.\", Devices          | Contoso, Ltd. | true",
        "\"Contoso, Ltd.\"                   | Contoso       | false",
    })
    void findsConnectorsByName(String condition, String connector, boolean matches) throws Exception {
        assertThat(Matching.matches("InboundConnectorIs=" + condition, InboundAttributes.CONNECTOR, connector)).isEqualTo(matches);
    }

    @Test
    void knowsEveryWayOfIdentification() throws Exception {
        DomainPattern pattern = DomainPattern.parse("*.contoso.com");
        List<Identification> ways = List.of(new Identification.ByCertificate(pattern), new Identification.ByAddress(Cidr.parse("2001:db8::/32"), Optional.of("cloud")),
            new Identification.BySenderDomain(pattern));
        assertThat(ways).hasSameSizeAs(Identification.class.getPermittedSubclasses());
        List<String> words = List.of("certificate", "address", "senderDomain");
        for (Identification way : ways) {
            for (String word : words) {
                assertThat(Matching.matches("InboundIdentifiedBy=" + word, InboundAttributes.IDENTIFIED_BY, way.asString()))
                    .isEqualTo(words.indexOf(word) == ways.indexOf(way));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "InboundOverTls         | TLSv1   | true",
        "InboundOverTls=        | TLSv1.3 | true",
        "InboundOverTls=TLSv1.2 | TLSv1.2 | true",
        "InboundOverTls=TLSv1.2 | TLSv1.3 | true",
        "InboundOverTls=TLSv1.2 | TLSv1.1 | false",
        "InboundOverTls=TLSv1.2 | SSLv3   | false",
        "InboundOverTls         | NONE    | false",
    })
    void comparesTlsVersions(String match, String version, boolean matches) throws Exception {
        assertThat(Matching.matches(match, InboundAttributes.TLS_PROTOCOL, version)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mail.contoso.com | mail.contoso.com              | true",
        "mail.contoso.com | *.contoso.com                 | false",
        "*.contoso.com    | mail.contoso.com              | true",
        "*.contoso.com    | a.b.contoso.com               | true",
        "*.contoso.com    | *.contoso.com                 | true",
        "*.contoso.com    | contoso.com                   | false",
        "*.contoso.com    | fabrikam.com,mail.contoso.com | true",
        "*.contoso.com    | mail.notcontoso.com           | false",
        "*.contoso.com    | ,*.,*,-                       | false",
    })
    void readsCertificateNamesAsConnectorsDo(String wanted, String presented, boolean matches) throws Exception {
        assertThat(Matching.matches("InboundCertificateIs=" + wanted, InboundAttributes.CERTIFICATE_NAMES, presented)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "198.51.100.0/24            | 198.51.100.9        | true",
        "198.51.100.0/24            | 198.51.101.9        | false",
        "198.51.100.0/24            | ::ffff:198.51.100.9 | true",
        "192.0.2.1, 2001:db8::/32   | 2001:db8:9::1       | true",
        "192.0.2.1, 192.0.2.1       | 192.0.2.1           | true",
        "::/0                       | unknown             | false",
    })
    void findsSourcesInBlocks(String blocks, String source, boolean matches) throws Exception {
        assertThat(Matching.matches("InboundTrueSourceIn=" + blocks, InboundAttributes.TRUE_SOURCE, source)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "InboundConnectorIs                   | InboundConnectorIs: nothing (expected: names of inbound connectors, separated by commas, or *)",
        "InboundConnectorIs=                  | InboundConnectorIs: nothing (expected: names of inbound connectors, separated by commas, or *)",
        "InboundConnectorIs=a,,b              | InboundConnectorIs: 'a,,b' is no list (expected: names of inbound connectors, separated by commas, or *)",
        "InboundConnectorIs=a,                | InboundConnectorIs: 'a,' is no list (expected: names of inbound connectors, separated by commas, or *)",
        "InboundConnectorIs=\"a               | InboundConnectorIs: '\"a' is no list (expected: names of inbound connectors, separated by commas, or *)",
        "InboundConnectorIs=\"\"              | InboundConnectorIs: '\"\"' has an empty item (expected: names of inbound connectors, separated by commas, or *)",
        "InboundConnectorIs=*, a              | InboundConnectorIs: '*, a' (expected: * alone, or names)",
        "InboundIdentifiedBy                  | InboundIdentifiedBy: nothing (expected: certificate, address or senderDomain, or several of them, separated by commas)",
        "InboundIdentifiedBy=adress           | InboundIdentifiedBy: 'adress' (expected: certificate, address or senderDomain, or several of them, separated by commas)",
        "InboundOverTls=TLSv9                 | InboundOverTls: 'TLSv9' (expected: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3, or nothing for any)",
        "InboundCertificateIs                 | InboundCertificateIs: nothing (expected: names such as mail.contoso.com or *.contoso.com, separated by commas)",
        "InboundCertificateIs=*               | InboundCertificateIs: '*' (expected: a name such as mail.contoso.com or *.contoso.com)",
        "InboundIsInternal=true               | InboundIsInternal: 'true' (expected: no parameter)",
        "InboundTrueSourceIn                  | InboundTrueSourceIn: nothing (expected: addresses or blocks such as 192.0.2.0/24, separated by commas)",
    })
    void refusesNonsenseAtTheStart(String match, String message) {
        assertThatThrownBy(() -> Matching.of(Matching.PACKAGE + match)).isInstanceOf(MessagingException.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "InboundCertificateIs=mail..contoso.com | InboundCertificateIs: ",
        "InboundTrueSourceIn=198.51.100.1/24    | InboundTrueSourceIn: address block: 198.51.100.1/24 has host bits set",
        "InboundTrueSourceIn=contoso.com        | InboundTrueSourceIn: address: 'contoso.com'",
    })
    void saysWhichMatcherHasTheBadValue(String match, String start) {
        assertThatThrownBy(() -> Matching.of(Matching.PACKAGE + match)).isInstanceOf(MessagingException.class).message().startsWith(start);
    }

    @Test
    void saysWhatItIs() throws Exception {
        for (String matcher : Matching.all()) {
            assertThat(Matching.of(Matching.sampleMatch(matcher)).getMatcherInfo()).isEqualTo(matcher);
        }
    }
}
