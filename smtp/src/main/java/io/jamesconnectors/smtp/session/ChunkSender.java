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
import io.jamesconnectors.smtp.wire.Command;
import io.jamesconnectors.smtp.wire.LineEnds;
import io.jamesconnectors.smtp.wire.Reply;
import io.netty.buffer.ByteBuf;

/**
 * Sends one message in chunks (RFC 3030 §2), a block of 64 KiB each, as many of them as the socket takes. The server answers each of them; the answers are
 * read as they come. A refusal stops the sending, and, other than with DATA, leaves a connection that can be used again.
 */
final class ChunkSender {
    private final SmtpConnection connection;
    private final MessageBlocks blocks;
    private final LineEnds lineEnds = new LineEnds();
    private int unanswered;

    /** @param blocks open */
    ChunkSender(SmtpConnection connection, MessageBlocks blocks) {
        this.connection = connection;
        this.blocks = blocks;
    }

    /** The present block as it goes over the wire; whoever asks for it writes it. */
    ByteBuf chunk() {
        ByteBuf out = connection.channel().alloc().buffer(blocks.length() + blocks.length() / 32 + 64);
        lineEnds.normalise(blocks.block(), 0, blocks.length(), out);
        if (blocks.atEnd()) {
            lineEnds.finish(out);
        }
        return out;
    }

    /**
     * Sends all chunks, from the present block on. Asks for PIPELINING.
     *
     * @return the refusal that came before the last chunk was sent; null if none came
     */
    @Nullable Reply sendAll() throws IOException, SessionException, InterruptedException {
        while (true) {
            ByteBuf chunk = chunk();
            connection.write(new Command.Bdat(chunk.readableBytes(), blocks.atEnd()), chunk);
            unanswered++;
            if (blocks.atEnd()) {
                return null;
            }
            blocks.next();
            while (!connection.inbox().awaitWritable(connection.channel()::isWritable, connection.timeouts().block())) {
                Reply reply = answer(Phase.BODY);
                if (!reply.isPositive()) {
                    return reply;
                }
            }
        }
    }

    /** Reads the answers that are still owed: the first refusal among them, else the last one. */
    @Nullable Reply remaining() throws SessionException, InterruptedException {
        Reply decisive = null;
        while (unanswered > 0) {
            Reply reply = answer(Phase.FINAL_REPLY);
            decisive = decisive == null || decisive.isPositive() ? reply : decisive;
        }
        return decisive;
    }

    private Reply answer(Phase phase) throws SessionException, InterruptedException {
        Reply reply = connection.reply(phase);
        unanswered--;
        if (reply.isIntermediate()) {
            throw new SessionException(phase, Fault.PROTOCOL, "bdat: " + reply.asString() + " (expected: 250)", reply, null, null);
        }
        return reply;
    }
}
