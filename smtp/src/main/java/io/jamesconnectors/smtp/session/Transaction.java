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
import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.session.RecipientAnswer.Need;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.Capabilities;
import io.jamesconnectors.smtp.wire.Command;
import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.smtp.wire.RecipientDsn;
import io.jamesconnectors.smtp.wire.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One message to its recipients (RFC 5321 §3.3). Where the server offers PIPELINING (RFC 2920) and CHUNKING (RFC 3030), as few waits as it allows:
 *
 * <table>
 *   <caption>What leaves together</caption>
 *   <tr><th></th><th>up to 64 KiB</th><th>larger</th></tr>
 *   <tr><td>both</td><td>MAIL, RCPT and the message</td><td>MAIL, RCPT; the chunks</td></tr>
 *   <tr><td>PIPELINING</td><td colspan="2">MAIL, RCPT, DATA; the message</td></tr>
 *   <tr><td>CHUNKING</td><td>MAIL; each RCPT; the message</td><td>as with neither, since each chunk would be waited for</td></tr>
 *   <tr><td>neither</td><td colspan="2">MAIL; each RCPT; DATA; the message</td></tr>
 * </table>
 *
 * <p>Each recipient has an answer of its own. When all were refused and the server still wants the message, it gets just the final dot
 * (RFC 2920 §3.1 allows it to ask). Until the final dot or the last chunk is handed to the socket, a lost connection means that nothing was delivered;
 * from then on nobody knows until the answer is read.
 */
final class Transaction {
    private final SmtpConnection connection;
    private final Message message;
    private final PhaseTimes times;
    private final Capabilities offered;
    private final Answers answers;
    private boolean handedOver;

    Transaction(SmtpConnection connection, Message message, PhaseTimes times) {
        this.connection = connection;
        this.message = message;
        this.times = times;
        this.offered = connection.capabilities();
        this.answers = new Answers(message.recipients().size());
    }

    List<RecipientAnswer> run() throws InterruptedException {
        Need need = unmetNeed();
        if (need != null) {
            return answers.conclude(new RecipientAnswer.Unsupported(need));
        }
        times.enter(Phase.MAIL);
        try (MessageBlocks blocks = new MessageBlocks(connection.block(), message.body(), message.size())) {
            blocks.open();
            if (!offered.pipelining()) {
                return stepByStep(blocks);
            }
            return !offered.chunking() ? pipelined(blocks) : blocks.atEnd() ? inOneFlush(blocks) : chunked(blocks);
        } catch (SessionException e) {
            connection.close(e.fault(), e.reason());
            return answers.conclude(handedOver && e.fault() != Fault.REPLY ? new RecipientAnswer.InDoubt(e) : broken(e));
        } catch (IOException | RuntimeException e) {
            connection.close(Fault.LOCAL, "message unreadable");
            return answers.conclude(new RecipientAnswer.Broken(new SessionException(Phase.BODY, Fault.LOCAL,
                "message unreadable: " + Conversation.describe(e), null, null, e)));
        }
    }

    private List<RecipientAnswer> inOneFlush(MessageBlocks blocks) throws SessionException, InterruptedException {
        ByteBuf chunk = new ChunkSender(connection, blocks).chunk();
        boolean reset = connection.mustReset();
        List<Command> commands = envelope(reset);
        commands.add(new Command.Bdat(chunk.readableBytes(), true));
        handedOver = true;
        connection.write(commands, chunk);
        connection.inbox().await(commands.size(), connection.timeouts().finalReply());
        hearEnvelope(reset);
        times.enter(Phase.FINAL_REPLY);
        Reply last = connection.reply(Phase.FINAL_REPLY);
        if (answers.accepted() > 0 || isUnknownCommand(last)) {
            return afterChunks(last);
        }
        if (last.isPositive()) {
            connection.close(Fault.PROTOCOL, "bdat: " + last.asString() + " (expected: a refusal, since nobody was accepted)");
        }
        connection.resetBeforeNext();
        return answers.all();
    }

    private List<RecipientAnswer> chunked(MessageBlocks blocks) throws SessionException, InterruptedException, IOException {
        boolean reset = connection.mustReset();
        List<Command> commands = envelope(reset);
        connection.write(commands, Unpooled.EMPTY_BUFFER);
        connection.inbox().await(commands.size(), connection.timeouts().rcpt());
        hearEnvelope(reset);
        if (answers.accepted() == 0) {
            connection.resetBeforeNext();
            return answers.all();
        }
        times.enter(Phase.BODY);
        ChunkSender chunks = new ChunkSender(connection, blocks);
        Reply refusal = chunks.sendAll();
        if (refusal == null) {
            handedOver = true;
            times.enter(Phase.FINAL_REPLY);
            Reply decisive = chunks.remaining();
            return decisive == null ? answers.all() : afterChunks(decisive);
        }
        List<RecipientAnswer> refused = afterChunks(refusal);
        if (connection.isOpen()) {
            chunks.remaining();
        }
        return refused;
    }

    private List<RecipientAnswer> pipelined(MessageBlocks blocks) throws SessionException, InterruptedException, IOException {
        boolean reset = connection.mustReset();
        List<Command> commands = envelope(reset);
        commands.add(new Command.Data());
        connection.write(commands, Unpooled.EMPTY_BUFFER);
        connection.inbox().await(commands.size(), connection.timeouts().rcpt());
        Reply mail = hearEnvelope(reset);
        times.enter(Phase.DATA);
        return afterData(mail, connection.reply(Phase.DATA), blocks);
    }

    private List<RecipientAnswer> stepByStep(MessageBlocks blocks) throws SessionException, InterruptedException, IOException {
        if (connection.mustReset()) {
            ask(new Command.Rset(), Phase.MAIL);
        }
        Reply mail = ask(mail(), Phase.MAIL);
        if (!mail.isPositive()) {
            connection.resetBeforeNext();
            return answers.conclude(new RecipientAnswer.Rejected(Phase.MAIL, Answers.negative(Phase.MAIL, mail)));
        }
        times.enter(Phase.RCPT);
        for (int i = 0; i < message.recipients().size(); i++) {
            answers.recipient(i, mail, ask(rcpt(message.recipients().get(i)), Phase.RCPT));
        }
        if (answers.accepted() == 0) {
            connection.resetBeforeNext();
            return answers.all();
        }
        if (offered.chunking() && blocks.atEnd()) {
            ByteBuf chunk = new ChunkSender(connection, blocks).chunk();
            times.enter(Phase.FINAL_REPLY);
            handedOver = true;
            connection.write(new Command.Bdat(chunk.readableBytes(), true), chunk);
            return afterChunks(connection.reply(Phase.FINAL_REPLY));
        }
        times.enter(Phase.DATA);
        return afterData(mail, ask(new Command.Data(), Phase.DATA), blocks);
    }

    private List<RecipientAnswer> afterData(Reply mail, Reply data, MessageBlocks blocks) throws SessionException, InterruptedException, IOException {
        if (data.code() == 354) {
            times.enter(Phase.BODY);
            if (answers.contradicted()) {
                // The dot alone would be an empty message to somebody whom the server has accepted after all.
                connection.close(Fault.PROTOCOL, "rcpt: accepted although MAIL was refused");
                return answers.all();
            }
            BodySender body = new BodySender(connection);
            if (answers.accepted() == 0) {
                body.sendNothing();
                connection.reply(Phase.FINAL_REPLY);
                connection.resetBeforeNext();
                return answers.all();
            }
            Reply early = body.send(blocks);
            handedOver = early == null;
            times.enter(Phase.FINAL_REPLY);
            return ended(early == null ? connection.reply(Phase.FINAL_REPLY) : early);
        }
        connection.resetBeforeNext();
        if (data.isPositive() || data.isIntermediate()) {
            throw new SessionException(Phase.DATA, Fault.PROTOCOL, "data: " + data.asString() + " (expected: 354)", data, null, null);
        }
        return answers.conclude(mail.isPositive() ? new RecipientAnswer.Rejected(Phase.DATA, data) : new RecipientAnswer.Rejected(Phase.MAIL, mail));
    }

    /** To a server that does not know BDAT the message itself looks like commands: nothing more is said to it. */
    private List<RecipientAnswer> afterChunks(Reply reply) throws SessionException {
        if (!isUnknownCommand(reply)) {
            return ended(reply);
        }
        connection.chunkingIsBroken();
        SessionException e = new SessionException(Phase.BODY, Fault.PROTOCOL,
            "bdat: " + reply.asString() + " (expected: 250, since CHUNKING was offered)", reply, null, null);
        connection.close(e.fault(), e.reason());
        return answers.conclude(new RecipientAnswer.Broken(e));
    }

    private List<RecipientAnswer> ended(Reply reply) throws SessionException {
        if (reply.isIntermediate()) {
            throw new SessionException(Phase.FINAL_REPLY, Fault.PROTOCOL, "final reply: " + reply.asString() + " (expected: 250)", reply, null, null);
        }
        if (reply.isPositive()) {
            return answers.conclude(new RecipientAnswer.Accepted(reply, offered.dsn()));
        }
        connection.resetBeforeNext();
        return answers.conclude(new RecipientAnswer.Rejected(Phase.FINAL_REPLY, reply));
    }

    private List<Command> envelope(boolean reset) {
        List<Command> commands = new ArrayList<>(message.recipients().size() + 3);
        if (reset) {
            commands.add(new Command.Rset());
        }
        commands.add(mail());
        message.recipients().forEach(recipient -> commands.add(rcpt(recipient)));
        return commands;
    }

    /** The reply to MAIL, after those to all that {@link #envelope} said. */
    private Reply hearEnvelope(boolean reset) throws SessionException, InterruptedException {
        if (reset) {
            connection.reply(Phase.MAIL);
        }
        Reply mail = connection.reply(Phase.MAIL);
        times.enter(Phase.RCPT);
        for (int i = 0; i < message.recipients().size(); i++) {
            answers.recipient(i, mail, connection.reply(Phase.RCPT));
        }
        return mail;
    }

    private Command mail() {
        OptionalLong size = offered.size() && message.size() >= 0 ? OptionalLong.of(message.size()) : OptionalLong.empty();
        return new Command.Mail(message.sender(), size, message.eightBit(), needsUtf8(), offered.dsn() ? message.dsn() : MessageDsn.NONE);
    }

    private Command rcpt(Recipient recipient) {
        return new Command.Rcpt(recipient.address(), offered.dsn() ? recipient.dsn() : RecipientDsn.NONE);
    }

    private Reply ask(Command command, Phase phase) throws SessionException, InterruptedException {
        connection.write(command, Unpooled.EMPTY_BUFFER);
        return connection.reply(phase);
    }

    private static RecipientAnswer broken(SessionException e) {
        return e.fault() == Fault.REPLY && e.reply().isPresent() ? new RecipientAnswer.Rejected(e.phase(), e.reply().get()) : new RecipientAnswer.Broken(e);
    }

    private static boolean isUnknownCommand(Reply reply) {
        return reply.code() == 500 || reply.code() == 502;
    }

    private @Nullable Need unmetNeed() {
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
        return message.smtpUtf8() || message.sender().isInternational()
            || message.recipients().stream().anyMatch(recipient -> recipient.address().isInternational());
    }
}
