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
package io.jamesconnectors.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.DomainPattern;

class CertificateBreadthTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.com", "*.co.uk", "*.test", "*.github.io", "*.xn--p1ai", "*.onmicrosoft.com"})
    void everyoneCanHaveACertificateOfThese(String name) {
        assertThat(CertificateBreadth.isTooWide(DomainPattern.parse(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.contoso.com", "*.contoso.co.uk", "*.contoso.onmicrosoft.com", "*.contoso.test", "mail.contoso.com", "localhost", "co.uk", "*._tcp.contoso.com"})
    void notOfThese(String name) {
        assertThat(CertificateBreadth.isTooWide(DomainPattern.parse(name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.protection.outlook.com", "*.mail.protection.outlook.com", "*.protection.outlook.com", "*.outlook.com", "protection.outlook.com", "x.mail.protection.outlook.com",
        "*.mail.protection.partner.outlook.cn", "*.outlook.cn", "mail.protection.office365.us", "*.office365.us"})
    void microsoftShowsThese(String name) {
        assertThat(CertificateBreadth.isMicrosofts(DomainPattern.parse(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"outlook.com", "smtp.office365.com", "*.contoso.com", "notprotection.outlook.com", "mail.protection.outlook.com.example", "*", "*.com", "*.us"})
    void butNotThese(String name) {
        assertThat(CertificateBreadth.isMicrosofts(DomainPattern.parse(name))).isFalse();
    }
}
