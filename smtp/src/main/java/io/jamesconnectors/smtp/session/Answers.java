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
package io.jamesconnectors.smtp.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.Reply;

/** The answers of one transaction as they come: one for each recipient, and the first that a recipient gets is its answer. */
final class Answers {
    private final List<@Nullable RecipientAnswer> answers;
    private int accepted;
    private boolean contradicted;

    Answers(int recipients) {
        this.answers = new ArrayList<>(Collections.nCopies(recipients, null));
    }

    /** The replies to MAIL and to the RCPT of recipient {@code index}. */
    void recipient(int index, Reply mail, Reply rcpt) throws SessionException {
        if (!mail.isPositive()) {
            contradicted |= rcpt.isPositive();
            answers.set(index, new RecipientAnswer.Rejected(Phase.MAIL, negative(Phase.MAIL, mail)));
        } else if (rcpt.isPositive()) {
            accepted++;
        } else {
            answers.set(index, new RecipientAnswer.Rejected(Phase.RCPT, tooManyRecipients(negative(Phase.RCPT, rcpt))));
        }
    }

    /** How many recipients the server has accepted. */
    int accepted() {
        return accepted;
    }

    /** Whether the server accepted a recipient although it had refused the sender. */
    boolean contradicted() {
        return contradicted;
    }

    /** Gives {@code answer} to all who have none yet. */
    List<RecipientAnswer> conclude(RecipientAnswer answer) {
        answers.replaceAll(given -> given == null ? answer : given);
        return all();
    }

    List<RecipientAnswer> all() {
        return answers.stream().map(RecipientAnswer.class::cast).toList();
    }

    static Reply negative(Phase phase, Reply reply) throws SessionException {
        if (reply.isIntermediate()) {
            throw new SessionException(phase, Fault.PROTOCOL, phase.word() + ": " + reply.asString() + " (expected: 250)", reply, null, null);
        }
        return reply;
    }

    /** 552 in answer to RCPT means 452 (RFC 5321 §4.5.3.1.10). */
    private static Reply tooManyRecipients(Reply reply) {
        return reply.code() == 552 ? reply.asTransient(452) : reply;
    }
}
