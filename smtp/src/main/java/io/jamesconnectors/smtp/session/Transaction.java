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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.session.RecipientAnswer.Need;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.Capabilities;
import io.jamesconnectors.smtp.wire.Command;
import io.jamesconnectors.smtp.wire.CommandEncoder;
import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.smtp.wire.Reply;
import io.netty.buffer.ByteBuf;

/**
 * One message to its recipients (RFC 5321 §3.3): with PIPELINING everything up to DATA leaves in one flush (RFC 2920 §3.1), else step by step.
 *
 * <p>Each recipient has an answer of its own. When all were refused and the server still wants the message, it gets just the final dot
 * (RFC 2920 §3.1 allows it to ask). Until the final dot is handed to the socket a lost connection means that nothing was delivered;
 * from then on nobody knows until the answer is read.
 */
final class Transaction {
    private final SmtpConnection connection;
    private final Message message;
    private final PhaseTimes times;
    private final List<@Nullable RecipientAnswer> answers;
    private int accepted;
    private boolean contradicted;

    Transaction(SmtpConnection connection, Message message, PhaseTimes times) {
        this.connection = connection;
        this.message = message;
        this.times = times;
        this.answers = new ArrayList<>(Collections.nCopies(message.recipients().size(), null));
    }

    List<RecipientAnswer> run() throws InterruptedException {
        Need need = unmetNeed();
        if (need != null) {
            return conclude(new RecipientAnswer.Unsupported(need));
        }
        times.enter(Phase.MAIL);
        try (BodySender body = new BodySender(connection, message.body(), message.size())) {
            return connection.capabilities().pipelining() ? pipelined(body) : stepByStep(body);
        } catch (SessionException e) {
            connection.close(e.fault(), e.reason());
            return conclude(e.phase() == Phase.FINAL_REPLY && e.fault() != Fault.REPLY ? new RecipientAnswer.InDoubt(e) : broken(e));
        } catch (IOException | RuntimeException e) {
            connection.close(Fault.LOCAL, "message unreadable");
            return conclude(new RecipientAnswer.Broken(new SessionException(Phase.BODY, Fault.LOCAL,
                "message unreadable: " + Conversation.describe(e), null, null, e)));
        }
    }

    private List<RecipientAnswer> pipelined(BodySender body) throws SessionException, InterruptedException, IOException {
        body.prepare();
        List<Command> commands = new ArrayList<>(message.recipients().size() + 3);
        boolean reset = connection.mustReset();
        if (reset) {
            commands.add(new Command.Rset());
        }
        commands.add(mail());
        for (MailAddress recipient : message.recipients()) {
            commands.add(new Command.Rcpt(recipient));
        }
        commands.add(new Command.Data());
        say(commands);
        connection.inbox().await(commands.size(), connection.timeouts().rcpt());
        if (reset) {
            connection.reply(Phase.MAIL);
        }
        Reply mail = connection.reply(Phase.MAIL);
        times.enter(Phase.RCPT);
        for (int i = 0; i < message.recipients().size(); i++) {
            recipient(i, mail, connection.reply(Phase.RCPT));
        }
        times.enter(Phase.DATA);
        return afterData(mail, connection.reply(Phase.DATA), body);
    }

    private List<RecipientAnswer> stepByStep(BodySender body) throws SessionException, InterruptedException, IOException {
        body.prepare();
        if (connection.mustReset()) {
            ask(new Command.Rset(), Phase.MAIL);
        }
        Reply mail = ask(mail(), Phase.MAIL);
        if (!mail.isPositive()) {
            connection.resetBeforeNext();
            return conclude(new RecipientAnswer.Rejected(Phase.MAIL, negative(Phase.MAIL, mail)));
        }
        times.enter(Phase.RCPT);
        for (int i = 0; i < message.recipients().size(); i++) {
            recipient(i, mail, ask(new Command.Rcpt(message.recipients().get(i)), Phase.RCPT));
        }
        if (accepted == 0) {
            connection.resetBeforeNext();
            return allAnswered();
        }
        times.enter(Phase.DATA);
        return afterData(mail, ask(new Command.Data(), Phase.DATA), body);
    }

    private List<RecipientAnswer> afterData(Reply mail, Reply data, BodySender body) throws SessionException, InterruptedException, IOException {
        if (data.code() == 354) {
            times.enter(Phase.BODY);
            if (contradicted) {
                // The dot alone would be an empty message to somebody whom the server has accepted after all.
                connection.close(Fault.PROTOCOL, "rcpt: accepted although MAIL was refused");
                return allAnswered();
            }
            if (accepted == 0) {
                body.sendNothing();
                connection.reply(Phase.FINAL_REPLY);
                connection.resetBeforeNext();
                return allAnswered();
            }
            Reply early = body.send();
            times.enter(Phase.FINAL_REPLY);
            return ended(early == null ? connection.reply(Phase.FINAL_REPLY) : early);
        }
        connection.resetBeforeNext();
        if (data.isPositive() || data.isIntermediate()) {
            throw new SessionException(Phase.DATA, Fault.PROTOCOL, "data: " + data.asString() + " (expected: 354)", data, null, null);
        }
        return conclude(mail.isPositive() ? new RecipientAnswer.Rejected(Phase.DATA, data) : new RecipientAnswer.Rejected(Phase.MAIL, mail));
    }

    private List<RecipientAnswer> ended(Reply reply) throws SessionException {
        if (reply.isIntermediate()) {
            throw new SessionException(Phase.FINAL_REPLY, Fault.PROTOCOL, "final reply: " + reply.asString() + " (expected: 250)", reply, null, null);
        }
        if (reply.isPositive()) {
            return conclude(new RecipientAnswer.Accepted(reply));
        }
        connection.resetBeforeNext();
        return conclude(new RecipientAnswer.Rejected(Phase.FINAL_REPLY, reply));
    }

    private void recipient(int index, Reply mail, Reply reply) throws SessionException {
        if (!mail.isPositive()) {
            contradicted |= reply.isPositive();
            answers.set(index, new RecipientAnswer.Rejected(Phase.MAIL, negative(Phase.MAIL, mail)));
        } else if (reply.isPositive()) {
            accepted++;
        } else {
            answers.set(index, new RecipientAnswer.Rejected(Phase.RCPT, tooManyRecipients(negative(Phase.RCPT, reply))));
        }
    }

    private static Reply negative(Phase phase, Reply reply) throws SessionException {
        if (reply.isIntermediate()) {
            throw new SessionException(phase, Fault.PROTOCOL, phase.word() + ": " + reply.asString() + " (expected: 250)", reply, null, null);
        }
        return reply;
    }

    /** 552 in answer to RCPT means 452 (RFC 5321 §4.5.3.1.10). */
    private static Reply tooManyRecipients(Reply reply) {
        return reply.code() == 552 ? reply.asTransient(452) : reply;
    }

    private RecipientAnswer broken(SessionException e) {
        return e.fault() == Fault.REPLY && e.reply().isPresent() ? new RecipientAnswer.Rejected(e.phase(), e.reply().get()) : new RecipientAnswer.Broken(e);
    }

    private List<RecipientAnswer> allAnswered() {
        return answers.stream().map(RecipientAnswer.class::cast).toList();
    }

    /** Gives {@code answer} to all who have none yet. */
    private List<RecipientAnswer> conclude(RecipientAnswer answer) {
        answers.replaceAll(given -> given == null ? answer : given);
        return allAnswered();
    }

    private @Nullable Need unmetNeed() {
        Capabilities offered = connection.capabilities();
        if (needsUtf8() && !offered.smtpUtf8()) {
            return Need.SMTPUTF8;
        }
        if (message.eightBit() && !offered.eightBitMime()) {
            return Need.EIGHT_BIT_MIME;
        }
        OptionalLong limit = offered.sizeLimit();
        return limit.isPresent() && message.size() > limit.getAsLong() ? Need.SIZE : null;
    }

    private boolean needsUtf8() {
        return message.smtpUtf8() || message.sender().isInternational() || message.recipients().stream().anyMatch(MailAddress::isInternational);
    }

    private Command mail() {
        OptionalLong size = connection.capabilities().size() && message.size() >= 0 ? OptionalLong.of(message.size()) : OptionalLong.empty();
        return new Command.Mail(message.sender(), size, message.eightBit(), needsUtf8());
    }

    private Reply ask(Command command, Phase phase) throws SessionException, InterruptedException {
        say(List.of(command));
        return connection.reply(phase);
    }

    private void say(List<Command> commands) {
        connection.inbox().expect(commands.size());
        ByteBuf out = connection.channel().alloc().buffer(128 * commands.size());
        commands.forEach(command -> CommandEncoder.encode(command, out));
        connection.channel().writeAndFlush(out);
    }
}
