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
package io.jamesconnectors.mailets.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class StatusFieldsTest {

    @Test
    void spellAnInternationalAddressInSevenBits() {
        assertThat(fields("\u00e4nne+x@b\u00fccher.test")).contains("Final-Recipient: utf-8; \\x{E4}nne\\x{2B}x@b\\x{FC}cher.test\r\n");
        assertThat(fields("\ud83d\ude00@bank.test")).contains("Final-Recipient: utf-8; \\x{1F600}@bank.test\r\n");
    }

    @Test
    void writeAddressesOfHostsAsLiterals() {
        assertThat(StatusFields.of(report("a@bank.test", new Answer("450 4.0.0 x", "2001:db8::1")))).contains("Remote-MTA: dns; [IPv6:2001:db8::1]\r\n");
    }

    @Test
    void foldLinesAtSpaces() {
        String field = StatusFields.field("Diagnostic-Code", "smtp; 550 " + "seven77 ".repeat(40));

        assertThat(field.split("\r\n")).hasSizeGreaterThan(4).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78).isNotBlank());
        assertThat(field.replace("\r\n", "")).isEqualTo("Diagnostic-Code: smtp; 550 " + "seven77 ".repeat(40).strip());
    }

    @Test
    void cutWordsThatNoLineCanTake() {
        assertThat(StatusFields.field("X", "y".repeat(2_000)).split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThan(998));
    }

    private static String fields(String recipient) {
        return StatusFields.of(report(recipient, Answer.NONE));
    }

    private static Report report(String recipient, Answer answer) {
        return new Report(Action.FAILED, "mail.ours.test", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            List.of(new Report.Recipient(recipient, Optional.empty(), answer)));
    }
}
