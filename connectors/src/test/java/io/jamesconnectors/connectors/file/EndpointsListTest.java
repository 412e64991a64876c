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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.Cidr;

class EndpointsListTest {
    /** The shape of the web service's answer; mail is in the second set. */
    private static final String LIST = """
        [
          {"id": 1, "serviceArea": "Exchange", "serviceAreaDisplayName": "Exchange Online", "urls": ["outlook.office.com"],
           "ips": ["13.107.6.152/31"], "tcpPorts": "80,443", "udpPorts": "443", "expressRoute": true, "category": "Optimize", "required": true},
          {"id": 10, "urls": ["*.mail.protection.outlook.com", "*.mx.microsoft"], "serviceArea": "Exchange",
           "ips": ["40.92.0.0/15", "104.47.0.0/17", "2a01:111:f400::/48", "40.92.0.0/15"], "tcpPorts": "25", "notes": null},
          {"id": 11, "serviceArea": "Exchange", "tcpPorts": "25"},
          {"id": 12, "serviceArea": "Exchange", "tcpPorts": "143, 25,587", "ips": ["52.100.0.0/14"]},
          {"id": 13, "serviceArea": "Exchange", "tcpPorts": "2525,1025", "ips": ["192.0.2.0/24"]},
          {"id": 31, "serviceArea": "SharePoint", "tcpPorts": "25", "ips": ["198.51.100.0/24"]},
          {"id": 46, "ips": ["203.0.113.0/24"]},
          {"id": 99, "later": {"a": [1, {"serviceArea": "Exchange", "tcpPorts": "25", "ips": ["203.0.113.0/24"]}], "b": 1.5e300}}
        ]
        """;

    @Test
    void takesTheAddressesOfExchangeAtPort25() throws UnusableList {
        assertThat(ranges(LIST)).extracting(Cidr::toString).containsExactly("40.92.0.0/15", "104.47.0.0/17", "2a01:111:f400::/48", "52.100.0.0/14");
    }

    @Test
    void readsOtherEncodingsOfJson() throws UnusableList {
        assertThat(EndpointsList.mailRanges(LIST.getBytes(StandardCharsets.UTF_16BE))).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{}", "[", "[]", "[{}]", "[null]", "[1]", "[[]]", "[{\"serviceArea\": \"Exchange\", \"tcpPorts\": \"25\", \"ips\": []}]", "<html/>", "[}",
        "[{\"serviceArea\": \"Exchange\", \"tcpPorts\": \"25\", \"ips\": null}]"})
    void refusesAListWithoutAnyAddress(String text) {
        assertThatThrownBy(() -> ranges(text)).isInstanceOf(UnusableList.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"40.92.0.0\"", "[40]", "[null]", "[\"\"]", "[\"40.92.0.1/15\"]", "[\"example.com\"]", "[[\"40.92.0.0/15\"]]", "[\"0.0.0.0/0\"]", "[\"::/0\"]", "[\"64.0.0.0/2\"]",
        "[\"40.92.0.0/15\\u0000\"]"})
    void refusesTheWholeListForOneBadRange(String ips) {
        String more = LIST.replaceFirst("\\[", "[{\"serviceArea\": \"Exchange\", \"tcpPorts\": \"25\", \"ips\": " + ips.replace("\\", "\\\\") + "},");

        assertThatThrownBy(() -> ranges(more)).isInstanceOf(UnusableList.class);
    }

    @Test
    void refusesWhatFollowsTheList() {
        assertThatThrownBy(() -> ranges(LIST + "[]")).isInstanceOf(UnusableList.class).hasMessage("goes on after its end");
    }

    @Test
    void refusesTwoListsInOneSet() {
        assertThatThrownBy(() -> ranges(LIST.replace("\"notes\": null", "\"ips\": []"))).isInstanceOf(UnusableList.class);
    }

    @Test
    void refusesTextsThatAreNone() {
        assertThatThrownBy(() -> ranges(LIST.replace("\"tcpPorts\": \"25\"", "\"tcpPorts\": 25"))).isInstanceOf(UnusableList.class).hasMessageContaining("tcpPorts");
    }

    @Test
    void refusesMoreThanItsBounds() {
        assertThatThrownBy(() -> EndpointsList.mailRanges(new byte[EndpointsList.MAX_BYTES + 1])).isInstanceOf(UnusableList.class).hasMessageContaining("bytes");
        assertThatThrownBy(() -> ranges("[" + "{},".repeat(EndpointsList.MAX_SETS) + "{}]")).isInstanceOf(UnusableList.class).hasMessageContaining("endpoint sets");
        assertThatThrownBy(() -> ranges("[{\"x\":" + "[".repeat(1_000_000))).isInstanceOf(UnusableList.class).hasMessageContaining("nested");
        String many = IntStream.rangeClosed(0, EndpointsList.MAX_RANGES).mapToObj(i -> "\"10.0." + i / 256 + "." + i % 256 + "\"").collect(Collectors.joining(","));
        assertThatThrownBy(() -> ranges("[{\"serviceArea\": \"Exchange\", \"tcpPorts\": \"25\", \"ips\": [" + many + "]}]")).isInstanceOf(UnusableList.class).hasMessageContaining("ips");
    }

    @Test
    void saysNothingUnprintable() {
        assertThatThrownBy(() -> ranges(LIST.replace("40.92.0.0/15", "40.92\\u001b[31m\\u202e\\n0.0"))).isInstanceOf(UnusableList.class)
            .message().doesNotContainPattern("[\\p{C}]");
    }

    @Test
    void neverFailsOnAnythingOtherwise() {
        byte[] good = LIST.getBytes(StandardCharsets.UTF_8);
        long seed = Long.getLong("seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = mutated(good, random);
            try {
                assertThat(EndpointsList.mailRanges(bytes)).isNotEmpty();
            } catch (UnusableList e) {
                assertThat(e.why()).isNotEmpty().doesNotContainPattern("[\\p{C}]");
            } catch (RuntimeException e) {
                fail("seed " + seed + ", round " + round + ": " + new String(bytes, StandardCharsets.UTF_8), e);
            }
        }
    }

    private static byte[] mutated(byte[] good, SplittableRandom random) {
        StringBuilder text = new StringBuilder(new String(good, StandardCharsets.ISO_8859_1));
        List<String> splices = List.of("[", "]", "{", "}", "\"", ",", ":", "null", "\\u0000", "\\", "1e999999999", "-", "\uFEFF", "25", "ips", "/0");
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(60)));
                default -> text.insert(at, splices.get(random.nextInt(splices.size())));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<Cidr> ranges(String text) throws UnusableList {
        return EndpointsList.mailRanges(text.getBytes(StandardCharsets.UTF_8));
    }
}
