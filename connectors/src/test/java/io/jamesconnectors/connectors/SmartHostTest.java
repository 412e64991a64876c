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
package io.jamesconnectors.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SmartHostTest {

    @Test
    void printsAnIpv6AddressInBrackets() {
        assertThat(new SmartHost("2001:db8::1", 25)).hasToString("[2001:db8::1]:25");
        assertThat(new SmartHost("mail.contoso.com", 587)).hasToString("mail.contoso.com:587");
    }

    @Test
    void refusesAPortOutOfRange() {
        assertThatThrownBy(() -> new SmartHost("mail.contoso.com", 0)).hasMessage("port: 0 (expected: 1 to 65535)");
        assertThatThrownBy(() -> new SmartHost("mail.contoso.com", 65_536)).hasMessageContaining("65536");
    }
}
