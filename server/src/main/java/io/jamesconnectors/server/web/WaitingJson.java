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
package io.jamesconnectors.server.web;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.replies.ReplyEntry;
import io.jamesconnectors.mailets.LastFailure;
import io.jamesconnectors.mailets.WaitingMail;
import io.jamesconnectors.mailets.notice.Advice;

/**
 * A mail that waits.
 *
 * @param id for {@code /queue/{id}/retry} and {@code /return}
 * @param sender MAIL FROM; empty for {@code <>}
 * @param size in bytes; absent when nobody can tell
 * @param since when it was first stored for a connector
 * @param attempts how many have failed
 * @param nextAttempt not to be tried before; absent when it is due
 * @param reason why it waits
 * @param host the server that was tried last
 * @param reply its reply, or ours
 * @param meaning what the catalogue of replies knows about it
 * @param remedy what the catalogue advises
 */
record WaitingJson(String id, String sender, List<String> recipients, @Nullable Long size, String since, int attempts, @Nullable String nextAttempt, String reason,
        @Nullable String host, @Nullable String reply, @Nullable String meaning, @Nullable String remedy) {

    static WaitingJson of(WaitingMail mail, OutboundConnector connector) {
        Optional<LastFailure> failure = mail.lastFailure();
        Optional<ReplyEntry> known = failure.flatMap(last -> Advice.on(last.reply(), last.host()));
        return new WaitingJson(mail.id(), mail.sender(), mail.recipients(), mail.size() < 0 ? null : mail.size(), mail.since().truncatedTo(ChronoUnit.SECONDS).toString(),
            mail.failedAttempts(), mail.nextAttempt().map(next -> next.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null),
            connector.enabled() ? failure.map(LastFailure::reason).orElse("its turn has not come") : "the connector is switched off",
            failure.map(LastFailure::host).filter(host -> !host.isEmpty()).orElse(null), failure.map(LastFailure::reply).orElse(null),
            known.map(ReplyEntry::meaning).orElse(null), known.map(ReplyEntry::remedy).orElse(null));
    }
}
