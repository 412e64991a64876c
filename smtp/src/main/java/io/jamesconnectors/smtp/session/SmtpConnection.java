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

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.login.Mechanism;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.Capabilities;
import io.jamesconnectors.smtp.wire.Command;
import io.jamesconnectors.smtp.wire.CommandEncoder;
import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.smtp.wire.RecipientDsn;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.TlsVerdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

/**
 * An open connection that has passed its floor: {@link SmtpClient#open} gives out no other. Used by one thread at a time, which blocks;
 * reading and writing happens on the event loop. While nobody uses it, anything that the server says or does ends it.
 */
public final class SmtpConnection {
    static final int BLOCK = 65_536;

    private final Channel channel;
    private final ReplyInbox inbox;
    private final Destination destination;
    private final Timeouts timeouts;
    private final Capabilities capabilities;
    private final TlsVerdict verdict;
    private final Optional<Mechanism> mechanism;
    private final BrokenChunking brokenChunking;
    private byte @Nullable [] block;
    private int messages;
    private boolean mustReset;

    SmtpConnection(Channel channel, ReplyInbox inbox, Destination destination, Timeouts timeouts, Capabilities capabilities, TlsVerdict verdict,
            Optional<Mechanism> mechanism, BrokenChunking brokenChunking) {
        this.channel = channel;
        this.inbox = inbox;
        this.destination = destination;
        this.timeouts = timeouts;
        this.capabilities = brokenChunking.has(destination.address()) ? capabilities.without("CHUNKING") : capabilities;
        this.verdict = verdict;
        this.mechanism = mechanism;
        this.brokenChunking = brokenChunking;
    }

    /**
     * Sends one message. Afterwards the connection may serve another, if it {@link #isOpen()}.
     *
     * @return one answer for each recipient, in their order
     * @throws InterruptedException when the thread was interrupted; the connection is closed
     */
    public List<RecipientAnswer> send(Message message, PhaseTimes times) throws InterruptedException {
        messages++;
        boolean ended = false;
        try {
            List<RecipientAnswer> answers = new Transaction(this, message, times).run();
            ended = true;
            return answers;
        } finally {
            if (!ended) {
                close(Fault.LOCAL, "left in the middle of a message");
            }
        }
    }

    /**
     * Says MAIL, and RCPT where the sender is taken, and takes it back with RSET: no message is sent. What the server answers is told to {@code watcher}.
     *
     * @return whether the server took all that it was told
     * @throws SessionException when the connection is of no use any longer; it is closed
     * @throws InterruptedException when the thread was interrupted; the connection is closed
     */
    public boolean rehearse(MailAddress sender, Optional<MailAddress> recipient, SessionWatcher watcher) throws SessionException, InterruptedException {
        boolean ended = false;
        try {
            boolean utf8 = sender.isInternational() || recipient.filter(MailAddress::isInternational).isPresent();
            boolean taken = isTaken(new Command.Mail(sender, OptionalLong.empty(), false, utf8, MessageDsn.NONE), Phase.MAIL, watcher);
            if (taken && recipient.isPresent()) {
                taken = isTaken(new Command.Rcpt(recipient.get(), RecipientDsn.NONE), Phase.RCPT, watcher);
            }
            write(new Command.Rset(), Unpooled.EMPTY_BUFFER);
            reply(Phase.MAIL);
            ended = true;
            return taken;
        } finally {
            if (!ended) {
                close(Fault.LOCAL, "left in the middle of a rehearsal");
            }
        }
    }

    private boolean isTaken(Command command, Phase phase, SessionWatcher watcher) throws SessionException, InterruptedException {
        watcher.entered(phase);
        write(command, Unpooled.EMPTY_BUFFER);
        Reply reply = reply(phase);
        watcher.said(phase, reply);
        return reply.isPositive();
    }

    /** Where it goes. */
    public Destination destination() {
        return destination;
    }

    /** What the server offered after TLS, or without it, less what has proved broken. */
    public Capabilities capabilities() {
        return capabilities;
    }

    /** What the connection proved when it was opened. */
    public TlsVerdict verdict() {
        return verdict;
    }

    /** By which mechanism it was logged in as the account of its destination; empty where nobody logs in. */
    public Optional<Mechanism> mechanism() {
        return mechanism;
    }

    /** How many messages it was given, the present one counted. */
    public int messages() {
        return messages;
    }

    /** Whether it can still be used, as far as this side knows. */
    public boolean isOpen() {
        return channel.isActive() && !inbox.isAtEnd();
    }

    /** Runs {@code action} when the connection has ended, at once if it has; on the event loop. */
    public void onClose(Runnable action) {
        channel.closeFuture().addListener(closed -> action.run());
    }

    /** Says QUIT and closes when the server answers, or after the timeout; returns at once. */
    public void quit() {
        farewell(channel, inbox, timeouts);
    }

    /** Closes without a word. */
    public void close(Fault why, String message) {
        inbox.fail(why, message, null);
        channel.close();
    }

    static void farewell(Channel channel, ReplyInbox inbox, Timeouts timeouts) {
        if (!channel.isActive()) {
            return;
        }
        inbox.fail(Fault.LOCAL, "connection ended with QUIT", null);
        ByteBuf out = channel.alloc().buffer(8);
        CommandEncoder.encode(new Command.Quit(), out);
        channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        channel.eventLoop().schedule(() -> channel.close(), timeouts.quit().toMillis(), TimeUnit.MILLISECONDS);
    }

    Channel channel() {
        return channel;
    }

    ReplyInbox inbox() {
        return inbox;
    }

    /** The reply to a command that was sent; 421 ends the connection whatever was asked (RFC 5321 §3.8). */
    Reply reply(Phase phase) throws SessionException, InterruptedException {
        Reply reply = inbox.next(phase, timeouts.in(phase));
        if (reply.code() == 421) {
            close(Fault.REPLY, reply.asString());
            throw SessionException.said(phase, reply);
        }
        return reply;
    }

    /** Writes commands and what follows them in one flush. A reply to each command is expected. */
    void write(List<Command> commands, ByteBuf content) {
        inbox.expect(commands.size());
        ByteBuf out = channel.alloc().buffer(128 * commands.size());
        commands.forEach(command -> CommandEncoder.encode(command, out));
        channel.write(out);
        channel.writeAndFlush(content);
    }

    void write(Command command, ByteBuf content) {
        write(List.of(command), content);
    }

    /** The server does not know BDAT, whatever it offers: no later connection to it will try. */
    void chunkingIsBroken() {
        brokenChunking.add(destination.address());
    }

    Timeouts timeouts() {
        return timeouts;
    }

    /** Whether the server may remember a transaction that did not end well; the flag is cleared by asking. */
    boolean mustReset() {
        boolean must = mustReset;
        mustReset = false;
        return must;
    }

    void resetBeforeNext() {
        mustReset = true;
    }

    /** A buffer for reading messages, kept as long as the connection. */
    byte[] block() {
        byte[] mine = block;
        if (mine == null) {
            mine = new byte[BLOCK];
            block = mine;
        }
        return mine;
    }
}
