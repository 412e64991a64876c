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
package io.jamesconnectors.server;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.inbound.Verdict;

/** What of a connector's limits has been reached. */
enum Limit {
    CONNECTIONS("limit-connections", "The connector takes no more connections at once.", SmtpReply.TOO_MANY_CONNECTIONS),
    MESSAGES("limit-messages", "The connector takes no more messages in this minute.", SmtpReply.TOO_MANY_MESSAGES),
    RECIPIENTS("limit-recipients", "The connector takes no more recipients in a message.", SmtpReply.TOO_MANY_RECIPIENTS),
    SIZE("limit-size", "The connector takes no message as large as this.", SmtpReply.MESSAGE_TOO_LARGE);

    private final String code;
    private final String sentence;
    private final SmtpReply reply;

    Limit(String code, String sentence, SmtpReply reply) {
        this.code = code;
        this.sentence = sentence;
        this.reply = reply;
    }

    /** The refusal on account of {@code connector} of what {@code decision} would have let in. */
    Decision refuse(ConnectorName connector, Decision decision) {
        List<Reason> reasons = Stream.concat(Stream.of(Reason.of(code, sentence, connector)), decision.reasons().stream()).toList();
        return new Decision(Verdict.REFUSE, Optional.of(reply), Optional.of(connector), Optional.empty(), reasons);
    }
}
