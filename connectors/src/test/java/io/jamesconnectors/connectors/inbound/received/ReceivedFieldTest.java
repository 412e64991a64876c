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
package io.jamesconnectors.connectors.inbound.received;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.common.net.InetAddresses;

class ReceivedFieldTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "servers.txt", delimiter = '|', quoteCharacter = '`')
    void readsWhatServersWrite(String server, String field) {
        assertThat(ReceivedField.client(field)).contains(InetAddresses.forString("192.0.2.1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "from helo.test (host.test [IPv6:2001:db8::1]) by mx.test; date                                        | 2001:db8::1",
        "from helo.test (host.test [ipv6:2001:DB8::1]) by mx.test; date                                        | 2001:db8::1",
        "from smtpclient.test ([2001:db8::1]) by mx.test with ESMTPSA id 1; date                               | 2001:db8::1",
        "from AM0PR02MB1.eurprd02.prod.outlook.com (2603:10a6:208:d6::22) by B (2603:10a6:5::8) with HTTPS; d  | 2603:10a6:208:d6::22",
        "from A.prod.outlook.com ([fe80::1c2:3%4]) by A.prod.outlook.com ([fe80::1c2:3%4]) with mapi id 15; d  | fe80::1c2:3",
        "from host.test (EHLO helo.test) ([2001:db8:0:0:0:0:0:1]) by mx.test (JAMES SMTP Server ) with ESMTP; d | 2001:db8::1",
        "from localhost (localhost [127.0.0.1]) by mx.test (Postfix) with ESMTP id 1; date                     | 127.0.0.1",
    })
    void readsOtherAddresses(String field, String address) {
        assertThat(ReceivedField.client(field)).contains(InetAddresses.forString(address));
    }

    @Test
    void readsFoldedLines() {
        assertThat(ReceivedField.client("from helo.test\r\n\t(host.test\r\n [192.0.2.1])\r\n\tby mx.test;\r\n\tSun, 22 Nov 2026 10:00:00 +0000"))
            .contains(InetAddresses.forString("192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        " ",
        "from",
        "by mx.test (Postfix, from userid 1000) id 1; date",
        "(qmail 4711 invoked from network); 22 Nov 2026 10:00:00 -0000",
        "from mail pickup service by mx.test with Microsoft SMTPSVC; date",
        "from helo.test by mx.test; date",
        "from [192.0.2.1] by mx.test; date",
        "from 192.0.2.1 by mx.test; date",
        "from [192.0.2.1] (unknown) by mx.test; date",
        "from 192.0.2.1 (helo=helo.test) by mx.test; date",
        "from helo.test (host.test [unknown]) by mx.test; date",
        "from helo.test (host.test 192.0.2.1) by mx.test; date",
        "from helo.test (host.test [192.0.2.256]) by mx.test; date",
        "from helo.test (host.test [192.0.2]) by mx.test; date",
        "from helo.test (host.test [192.0.2.1) by mx.test; date",
        "from helo.test (host.test [192.0.2.1]x) by mx.test; date",
        "from helo.test (host.test x[192.0.2.1]) by mx.test; date",
        "from helo.test (host.test [0.0.0.0]) by mx.test; date",
        "from helo.test (host.test [224.0.0.1]) by mx.test; date",
        "from helo.test (host.test [255.255.255.255]) by mx.test; date",
        "from helo.test (host.test [::]) by mx.test; date",
        "from helo.test (host.test [2001:db8::1%eth0]) by mx.test; date",
        "from helo.test (host.test [192.0.2.1]); date",
        "helo.test (host.test [192.0.2.1]) by mx.test; date",
        "from helo.test by mx.test (host.test [192.0.2.1]); date",
        "from helo.test (host.test [192.0.2.1]) ; by mx.test; date",
    })
    void readsNoAddressWhereThereIsNone(String field) {
        assertThat(ReceivedField.client(field)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "from helo.test (host.test [192.0.2.1] [198.51.100.6]) by mx.test; date",
        "from helo.test ([198.51.100.6]) (host.test [192.0.2.1]) by mx.test; date",
        "from helo.test ([198.51.100.6]) by x (host.test [192.0.2.1]) by mx.test; date",
        "from x from helo.test (host.test [192.0.2.1]) by mx.test; date",
        "from helo.test (host.test [192.0.2.1])) by mx.test; date",
        "from helo.test ((host.test [192.0.2.1]) by mx.test; date",
        "from helo.test\" (host.test [192.0.2.1]) by mx.test; date",
        "from helo.test (\"host.test [192.0.2.1]) by mx.test; date",
        "from helo.test (host.test [192.0.2.1]\\) by mx.test; date",
        "from [192.0.2.1] (helo=x) ([198.51.100.6]) by mx.test; date",
        "from host.test (EHLO x) ([198.51.100.6]) ([192.0.2.1]) by mx.test; date",
    })
    void believesNoFieldThatAClientMayHaveBent(String field) {
        assertThat(ReceivedField.client(field)).isEmpty();
    }

    @Test
    void readsNoFieldThatIsTooLong() {
        String field = "from helo.test (host.test [192.0.2.1]) by mx.test; date ";
        assertThat(ReceivedField.client(field + "x".repeat(ReceivedField.MAX_LENGTH - field.length()))).isPresent();
        assertThat(ReceivedField.client(field + "x".repeat(ReceivedField.MAX_LENGTH - field.length() + 1))).isEmpty();
    }

    @Test
    void readsNoFieldOfTooManyParts() {
        assertThat(ReceivedField.client("from helo.test (host.test [192.0.2.1]) by mx.test" + ";".repeat(Clause.MAX_PARTS))).isEmpty();
    }
}
