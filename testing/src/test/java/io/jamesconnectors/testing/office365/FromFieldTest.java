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
package io.jamesconnectors.testing.office365;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FromFieldTest {

    @Test
    void readsAddressesWithAndWithoutNames() {
        assertThat(FromField.addresses("From: a@contoso.com\r\n\r\n")).containsExactly("a@contoso.com");
        assertThat(FromField.addresses("Subject: x\r\nFROM : The A <a@contoso.com>, \"b, c\" <b@contoso.com>\r\nTo: z@x\r\n\r\n"))
            .containsExactly("a@contoso.com", "b@contoso.com");
        assertThat(FromField.addresses("From: (x <z@x>(y)) a@contoso.com\r\n\r\n")).containsExactly("a@contoso.com");
        assertThat(FromField.addresses("From: \"q\\\"<z@x>\"\r\n <a@contoso.com>\r\n\r\n")).containsExactly("a@contoso.com");
    }

    @Test
    void readsEveryFromFieldOfTheHeaderAndNoneOfTheBody() {
        assertThat(FromField.addresses("From: a@x\r\nFrom: b@x\r\n\r\nFrom: c@x\r\n")).containsExactly("a@x", "b@x");
        assertThat(FromField.addresses("Subject: x\r\n From: a@x\r\nFromage: b@x\r\n\r\n")).isEmpty();
        assertThat(FromField.addresses("\r\nFrom: c@x")).isEmpty();
        assertThat(FromField.addresses("")).isEmpty();
    }

    @Test
    void readsWhatIsFoldedAThousandTimes() {
        assertThat(FromField.addresses("From: a" + "\r\n ".repeat(20_000) + "<a@x>\r\n\r\n")).containsExactly("a@x");
    }
}
