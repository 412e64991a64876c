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

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.replies.ReplyEntry;

class AdviceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "550 5.7.64 TenantAttribution; Relay Access Denied                                              | 5.7.64",
        "550 5.4.300 Message expired: 450 4.4.316 Connection refused                                    | 4.4.316",
        "550 5.4.300 Message expired: 454 4.7.0 Login to smtp.office365.com failed: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox | 5.7.139",
        "450 4.4.317 Cannot connect to mx.test: 550 5.7.606 Access denied                               | 5.7.606-649"})
    void isAboutTheReplyBehindOurWords(String reply, String enhanced) {
        assertThat(Advice.on(reply, "mx.test")).map(ReplyEntry::enhanced).hasValue(enhanced);
    }

    @Test
    void isNotNeededForWhatWeRefuseOurselves() {
        assertThat(Advice.on("550 5.7.64 smtpRelay: the sender domain is none of our accepted domains; let the device …", "")).isEmpty();
        assertThat(Advice.on("450 4.4.312 DNS query failed", "")).isPresent();
        assertThat(Advice.on("250 2.0.0 Ok", "mx.test")).isEmpty();
        assertThat(Advice.on("", "")).isEmpty();
    }

    @Test
    void standsInANoticeForTheAdministrator() {
        assertThat(explanation(Action.FAILED, "550 5.7.60 SendAsDenied; printer@ours.test not allowed to send as a@ours.test"))
            .contains("For the administrator: The mailbox may not send as this sender. Add-RecipientPermission");
        assertThat(explanation(Action.FAILED, "550 5.4.300 Message expired: 451 4.3.2 Temporary server error. PRX2"))
            .contains("For the administrator: A part of Exchange Online does not work at the moment.").doesNotContain("Nothing");
        assertThat(explanation(Action.RELAYED, "250 2.0.0 Ok")).doesNotContain("administrator:");
    }

    @Test
    void sendsNobodyToStrangersForWhatOurOwnSetUpForbids() {
        String refused = "550 5.7.60 clientSubmission: no mailbox may send as this sender; add the sender to the senders of the mailbox that may, or add a mailbox for it";
        assertThat(explanation(Action.FAILED, refused, "")).contains("Your own mail system may not send the message on", "Ask the administrator of your mail system")
            .doesNotContain("For the administrator");
        assertThat(explanation(Action.FAILED, refused, "mx.test")).doesNotContain("Your own mail system may not");
    }

    private static String explanation(Action action, String reply) {
        return explanation(action, reply, "mx.test");
    }

    private static String explanation(Action action, String reply, String host) {
        return Explanation.of(new Report(action, "ours.test", Optional.empty(), Optional.of(Instant.EPOCH), Optional.empty(), Optional.empty(),
            List.of(new Report.Recipient("b@else.test", Optional.empty(), new Answer(reply, host))))).replace("\r\n", " ");
    }
}
