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

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class SamplesTest {

    static List<String> matchers() throws Exception {
        return Matching.all();
    }

    @Test
    void coverEveryMatcher() throws Exception {
        assertThat(matchers()).hasSize(8);
    }

    @ParameterizedTest
    @MethodSource("matchers")
    void areXmlThatNamesTheMatcherInFull(String matcher) throws Exception {
        Element mailet = DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new InputSource(new StringReader(Matching.sample(matcher)))).getDocumentElement();
        assertThat(mailet.getTagName()).isEqualTo("mailet");
        assertThat(mailet.getAttribute("match")).startsWith(Matching.PACKAGE + matcher);
        assertThat(mailet.getAttribute("class")).isEqualTo("ToProcessor");
    }

    @ParameterizedTest
    @MethodSource("matchers")
    void standInTheReferenceAsInJavadoc(String matcher) throws Exception {
        assertThat(Files.readString(Path.of("../docs/reference/matchers.md"))).contains("## " + matcher + "\n", Matching.sample(matcher));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "InboundConnectorIs   | connector        | From Office 365                 | Bank in",
        "InboundIdentifiedBy  | identifiedBy     | certificate:mail.contoso.com    | senderDomain:contoso.com",
        "InboundOverTls       | tlsProtocol      | TLSv1.3                         | TLSv1.2",
        "InboundCertificateIs | certificateNames | x.fabrikam.com,mail.contoso.com | www.contoso.com",
        "InboundIsInternal    | internal         | true                            | false",
        "InboundTrueSourceIn  | trueSource       | 2001:db8:6::7                   | 2001:db8:7::7",
    })
    void matchAsTheySay(String matcher, String attribute, String met, String unmet) throws Exception {
        AttributeName name = AttributeName.of("io.jamesconnectors.inbound." + attribute);
        org.apache.mailet.Matcher sample = Matching.of(Matching.sampleMatch(matcher));
        assertThat(sample.match(Matching.mail(new Attribute(name, AttributeValue.of(met))))).containsExactlyElementsOf(Matching.recipients());
        assertThat(sample.match(Matching.mail(new Attribute(name, AttributeValue.of(unmet))))).isEmpty();
        assertThat(sample.match(Matching.mail())).isEmpty();
        assertThat(sample.match(Matching.mail(new Attribute(name, AttributeValue.of(7))))).isEmpty();
    }
}
