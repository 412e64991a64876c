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

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.DotStuffer;
import io.jamesconnectors.smtp.wire.Reply;
import io.netty.buffer.ByteBuf;

/**
 * Streams one message after DATA: each block is dot-stuffed into a pooled buffer and handed to the socket, and no more of them than it takes.
 * So a message of any size costs a few blocks of memory, a small one a single flush, and the event loop reads no stream.
 */
final class BodySender {
    private final SmtpConnection connection;
    private final DotStuffer stuffer = new DotStuffer();

    BodySender(SmtpConnection connection) {
        this.connection = connection;
    }

    /**
     * Sends the message and its final dot.
     *
     * @param blocks open
     * @return the refusal that came before the final dot was sent, after which the connection is closed; null if none came
     */
    @Nullable Reply send(MessageBlocks blocks) throws IOException, SessionException, InterruptedException {
        connection.inbox().expect(1);
        while (true) {
            ByteBuf out = connection.channel().alloc().buffer(blocks.length() + blocks.length() / 32 + 64);
            stuffer.stuff(blocks.block(), 0, blocks.length(), out);
            if (blocks.atEnd()) {
                stuffer.finish(out);
            }
            connection.channel().writeAndFlush(out);
            if (blocks.atEnd()) {
                return null;
            }
            blocks.next();
            if (!connection.inbox().awaitWritable(connection.channel()::isWritable, connection.timeouts().block())) {
                return earlyReply();
            }
        }
    }

    /** Sends an empty message: nobody is to receive it. */
    void sendNothing() {
        connection.inbox().expect(1);
        ByteBuf dot = connection.channel().alloc().buffer(3);
        stuffer.finish(dot);
        connection.channel().writeAndFlush(dot);
    }

    private Reply earlyReply() throws SessionException, InterruptedException {
        Reply reply = connection.reply(Phase.BODY);
        connection.close(Fault.REPLY, "reply before the end of the message: " + reply.asString());
        if (reply.code() < 400) {
            throw new SessionException(Phase.BODY, Fault.PROTOCOL, "body: " + reply.asString() + " before the final dot (expected: none)", reply, null, null);
        }
        return reply;
    }
}
