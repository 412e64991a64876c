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
package io.jamesconnectors.smtp.delivery;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.login.Account;
import io.jamesconnectors.smtp.login.Mechanism;
import io.jamesconnectors.smtp.session.Destination;
import io.jamesconnectors.smtp.session.PhaseTimes;
import io.jamesconnectors.smtp.session.RecipientAnswer;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.session.SmtpConnection;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.TlsVerdict;

/** What is noted during one try, for its {@link AttemptTrace}. The first trouble is kept, since the others follow from it. */
final class TraceNotes {
    private final Attempt attempt;
    private final Destination destination;
    private final int recipients;
    private int accepted;
    private int messageNumber;
    private String mechanism = "";
    private @Nullable Reply reply;
    private @Nullable TlsVerdict verdict;
    private @Nullable String problem;

    TraceNotes(Attempt attempt, Destination destination, int recipients) {
        this.attempt = attempt;
        this.destination = destination;
        this.recipients = recipients;
    }

    void sentOver(SmtpConnection connection) {
        verdict = connection.verdict();
        messageNumber = connection.messages();
        mechanism = connection.mechanism().map(Mechanism::name).orElse("");
    }

    void answer(RecipientAnswer answer) {
        if (answer instanceof RecipientAnswer.Accepted yes) {
            accepted++;
            if (problem == null) {
                reply = yes.reply();
            }
        } else if (answer instanceof RecipientAnswer.Rejected no && problem == null) {
            reply = no.reply();
            problem(no.phase().word() + " refused");
        } else if (answer instanceof RecipientAnswer.Unsupported no) {
            problem(no.need() + " not offered, or not enough");
        } else if (answer instanceof RecipientAnswer.Broken lost) {
            failed(lost.cause());
        } else if (answer instanceof RecipientAnswer.InDoubt lost) {
            failed(lost.cause());
        }
    }

    void failed(SessionException e) {
        e.reply().ifPresent(said -> reply = said);
        e.verdict().ifPresent(found -> verdict = found);
        problem(e.reason());
    }

    void problem(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    AttemptTrace trace(PhaseTimes times) {
        Optional<TlsVerdict> known = Optional.ofNullable(verdict);
        Optional<TlsSettings> reached = known.filter(TlsVerdict::isEncrypted).map(TlsVerdict::reached);
        return new AttemptTrace(
            attempt.connector().name(),
            destination.host(),
            destination.address().getAddress().getHostAddress(),
            destination.address().getPort(),
            destination.requirement().floor(),
            reached,
            known.map(TlsVerdict::protocol).orElse(""),
            known.map(TlsVerdict::cipher).orElse(""),
            known.map(TlsVerdict::certificateNames).orElse(List.of()),
            destination.tls().identity(),
            destination.account().map(Account::user),
            mechanism,
            recipients,
            accepted,
            reply == null ? "" : reply.asString(),
            attempt.body().size(),
            messageNumber,
            times.spent(),
            Optional.ofNullable(problem));
    }
}
