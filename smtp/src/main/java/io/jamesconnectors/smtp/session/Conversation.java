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

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.smtp.wire.ReplyDecoder;
import io.jamesconnectors.smtp.wire.ReplySyntaxException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Promise;

/**
 * The event loop's end of a connection: it passes replies and misfortunes to the {@link ReplyInbox}, and puts TLS in place at the very
 * moment at which 220 to STARTTLS is read. At that moment nothing more may have arrived: octets that were said in clear would otherwise be
 * believed after the handshake (RFC 3207 §6). Octets that arrive a moment later meet the TLS layer, to which they make no sense.
 */
final class Conversation extends ChannelInboundHandlerAdapter {
    private final ReplyInbox inbox;
    private @Nullable Upgrade upgrade;

    private record Upgrade(SSLEngine engine, long timeoutMillis, Promise<SSLSession> session) {
    }

    Conversation(ReplyInbox inbox) {
        this.inbox = inbox;
    }

    /** The next reply is that to STARTTLS. To be called on the event loop, before the command is written. */
    void upgradeAt220(SSLEngine engine, long timeoutMillis, Promise<SSLSession> session) {
        upgrade = new Upgrade(engine, timeoutMillis, session);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Reply reply = (Reply) message;
        Upgrade pending = upgrade;
        upgrade = null;
        if (pending != null && reply.code() == 220 && !startTls(ctx.channel(), pending)) {
            return;
        }
        if (!inbox.offer(reply)) {
            ctx.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        inbox.writabilityChanged();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inbox.fail(Fault.CLOSED, "connection closed by the server", null);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable root = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof ReplySyntaxException) {
            inbox.fail(Fault.PROTOCOL, describe(root), root);
        } else if (root instanceof SSLException) {
            inbox.fail(Fault.TLS, describe(root), root);
        } else if (root instanceof IOException) {
            inbox.fail(Fault.CLOSED, "connection lost: " + describe(root), root);
        } else {
            inbox.fail(Fault.LOCAL, describe(root), root);
        }
        ctx.close();
    }

    private boolean startTls(Channel channel, Upgrade pending) {
        ReplyDecoder decoder = channel.pipeline().get(ReplyDecoder.class);
        if (decoder.hasLeftovers()) {
            inbox.fail(Fault.PROTOCOL, "octets in clear after the reply to STARTTLS (expected: none; somebody may be injecting replies)", null);
            channel.close();
            return false;
        }
        SslHandler tls = new SslHandler(pending.engine());
        tls.setHandshakeTimeoutMillis(pending.timeoutMillis());
        tls.setCloseNotifyFlushTimeoutMillis(1_000);
        channel.pipeline().replace(decoder, null, new ReplyDecoder());
        channel.pipeline().addFirst(tls);
        tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                pending.session().trySuccess(tls.engine().getSession());
            } else {
                pending.session().tryFailure(done.cause());
            }
        });
        return true;
    }

    /** One line, bounded: parts of it were written by strangers. */
    static String describe(Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
