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
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.DotStuffer;
import io.jamesconnectors.smtp.wire.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Streams one message from the worker's thread: blocks of 64 KiB are read, dot-stuffed into pooled buffers and handed to the socket, and no more of them
 * than it takes. So a message of any size costs a few blocks of memory, a small one a single flush, and the event loop reads no stream.
 *
 * <p>A stream that ends before the announced size, or goes on after it, is no message: it never gets its final dot.
 */
final class BodySender implements AutoCloseable {
    private final SmtpConnection connection;
    private final BodySource source;
    private final long size;
    private final DotStuffer stuffer = new DotStuffer();
    private @Nullable InputStream in;
    private @Nullable ByteBuf ready;
    private long octets;
    private boolean atEnd;

    /** @param size the octets that {@code source} must give, or less than zero when nobody counted */
    BodySender(SmtpConnection connection, BodySource source, long size) {
        this.connection = connection;
        this.source = source;
        this.size = size;
    }

    /** Reads the first block, before anything is said to the server: a message that can't be read costs no transaction. */
    void prepare() throws IOException {
        in = source.open();
        ready = nextBlock(in);
    }

    /**
     * Sends the message and its final dot.
     *
     * @return the refusal that came before the final dot was sent, after which the connection is closed; null if none came
     */
    @Nullable Reply send() throws IOException, SessionException, InterruptedException {
        Channel channel = connection.channel();
        InputStream stream = in;
        if (stream == null) {
            throw new IllegalStateException("message: not prepared (expected: prepare() first)");
        }
        connection.inbox().expect(1);
        while (true) {
            ByteBuf block = ready;
            ready = null;
            if (block != null) {
                channel.writeAndFlush(block);
            }
            if (atEnd) {
                return null;
            }
            ready = nextBlock(stream);
            if (!connection.inbox().awaitWritable(connection.timeouts().block())) {
                return earlyReply();
            }
        }
    }

    /** Sends an empty message: nobody is to receive it. */
    void sendNothing() {
        connection.inbox().expect(1);
        ByteBuf dot = connection.channel().alloc().buffer(3);
        new DotStuffer().finish(dot);
        connection.channel().writeAndFlush(dot);
    }

    @Override
    public void close() throws IOException {
        if (ready != null) {
            ready.release();
            ready = null;
        }
        if (in != null) {
            in.close();
            in = null;
        }
    }

    private Reply earlyReply() throws SessionException, InterruptedException {
        Reply reply = connection.reply(Phase.BODY);
        connection.close(Fault.REPLY, "reply before the end of the message: " + reply.asString());
        if (reply.code() < 400) {
            throw new SessionException(Phase.BODY, Fault.PROTOCOL, "body: " + reply.asString() + " before the final dot (expected: none)", reply, null, null);
        }
        return reply;
    }

    private ByteBuf nextBlock(InputStream stream) throws IOException {
        byte[] block = connection.block();
        int length = stream.readNBytes(block, 0, block.length);
        octets += length;
        atEnd = length < block.length;
        if (size >= 0 && (atEnd ? octets != size : octets > size)) {
            throw new IOException("message: " + (atEnd ? "ends after " + octets : "goes on after " + size) + " octets (expected: " + size + " as announced)");
        }
        ByteBuf out = connection.channel().alloc().buffer(length + length / 32 + 64);
        stuffer.stuff(block, 0, length, out);
        if (atEnd) {
            stuffer.finish(out);
        }
        return out;
    }
}
