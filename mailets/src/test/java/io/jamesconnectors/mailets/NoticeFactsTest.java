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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.mailets.notice.Action;
import io.jamesconnectors.mailets.notice.Answer;

class NoticeFactsTest {

    @Test
    void surviveWhatAQueueDoesToAttributes() throws Exception {
        MailImpl mail = Mails.mail("a@bank.test", "b@bank.test");
        NoticeFacts facts = new NoticeFacts(Action.DELAYED, "mail.ours.test", Optional.of(Instant.ofEpochMilli(1)), Optional.of(Instant.ofEpochMilli(2)), Optional.empty(),
            Map.of(new MailAddress("a@bank.test"), new Answer("450 4.2.0 \"Sp\u00e4ter\"", "mx.bank.test"), new MailAddress("b@bank.test"), new Answer("451 4.3.0 x", "")));
        facts.noteOn(mail);
        MailImpl read = Mails.mail("a@bank.test", "b@bank.test");
        for (Attribute attribute : mail.attributes().toList()) {
            read.setAttribute(new Attribute(attribute.getName(), AttributeValue.fromJsonString(attribute.getValue().toJson().orElseThrow().toString())));
        }

        assertThat(NoticeFacts.of(read, "other.test")).isEqualTo(facts);
    }

    @Test
    void leaveNothingBehindOfAnEarlierNotice() throws Exception {
        MailImpl mail = Mails.mail("a@bank.test");
        Map<MailAddress, Answer> answers = Map.of(new MailAddress("a@bank.test"), Answer.NONE);
        Optional<Instant> then = Optional.of(Instant.EPOCH);
        new NoticeFacts(Action.DELAYED, "mail.ours.test", then, then, then, answers).noteOn(mail);
        NoticeFacts later = new NoticeFacts(Action.FAILED, "mail.ours.test", Optional.empty(), Optional.empty(), Optional.empty(), answers);
        later.noteOn(mail);

        assertThat(NoticeFacts.of(mail, "other.test")).isEqualTo(later);
    }
}
