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
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.login.Account;
import io.jamesconnectors.smtp.login.Credentials;
import io.jamesconnectors.smtp.login.LoginFailure;
import io.jamesconnectors.smtp.login.LoginTurn;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.ReplyDecoder;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Opens connections. One instance serves the whole process, with a few event loop threads of its own. */
public final class SmtpClient implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpClient.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(SmtpConnection.BLOCK, 4 * SmtpConnection.BLOCK);

    private final EventLoopGroup eventLoops;
    private final Timeouts timeouts;
    private final InstantSource clock;
    private final Logins logins;
    private final BrokenChunking brokenChunking = new BrokenChunking();

    /**
     * @param clock decides whether a certificate is in date
     * @param logins where credentials come from; remains the caller's to close
     * @param threads how many event loop threads
     */
    public SmtpClient(Timeouts timeouts, InstantSource clock, Logins logins, int threads) {
        this.eventLoops = new NioEventLoopGroup(threads, new DefaultThreadFactory("smtp-client", true));
        this.timeouts = timeouts;
        this.clock = clock;
        this.logins = logins;
    }

    /**
     * Opens a connection and takes it to the point where mail may be sent. With an opportunistic floor, a failed handshake is followed by one
     * attempt in clear on a new connection (RFC 7435 §3), which is logged; not so where a client certificate is to be shown: without it the server
     * would take us for somebody else, and might refuse for good.
     *
     * <p>Where somebody is to log in, credentials come first, so that no connection is made without; and once more on a new connection, when a token has gone stale.
     *
     * @param times is told which phase runs
     * @throws SessionException when the server can't be reached, the floor is not, or a login fails; the connection is closed
     */
    public SmtpConnection open(Destination destination, PhaseTimes times) throws SessionException, InterruptedException {
        return open(destination, times, SessionWatcher.NOBODY);
    }

    /** As {@link #open(Destination, PhaseTimes)}, before the eyes of {@code watcher}. */
    public SmtpConnection open(Destination destination, PhaseTimes times, SessionWatcher watcher) throws SessionException, InterruptedException {
        if (destination.account().isPresent()) {
            return loggedIn(destination, destination.account().get(), times, watcher);
        }
        try {
            return open(destination, times, watcher, true, Optional.empty());
        } catch (SessionException e) {
            boolean failedHandshake = e.phase() == Phase.HANDSHAKE || e.phase() == Phase.EHLO && e.fault() == Fault.TLS;
            if (!failedHandshake || destination.tls().identity().isPresent() || destination.requirement().floor() != TlsSettings.OPPORTUNISTIC) {
                throw e;
            }
            LOGGER.info("host={} address={} tls=opportunistic:none reason=\"{}; once more in clear\"", destination.host(), destination.address(), e.reason());
            watcher.again(e);
            return open(destination, times, watcher, false, Optional.empty());
        }
    }

    private SmtpConnection loggedIn(Destination destination, Account account, PhaseTimes times, SessionWatcher watcher) throws SessionException, InterruptedException {
        VerifiedPeer.requireFloor(destination.requirement());
        times.enter(Phase.LOGIN);
        watcher.entered(Phase.LOGIN);
        try (LoginTurn turn = logins.begin(account)) {
            while (true) {
                try {
                    SmtpConnection connection = open(destination, times, watcher, true, Optional.of(turn.credentials()));
                    turn.succeeded();
                    return connection;
                } catch (SessionException e) {
                    if (e.fault() != Fault.LOGIN || !turn.refused(e.reason())) {
                        throw e;
                    }
                    LOGGER.info("host={} reason=\"{}; once more with a new token\"", destination.host(), e.reason());
                    watcher.again(e);
                    times.enter(Phase.LOGIN);
                }
            }
        } catch (LoginFailure e) {
            throw new SessionException(Phase.LOGIN, Fault.LOGIN, e.reason(), null, null, e);
        }
    }

    /** The event loops, for timers. */
    public EventLoopGroup eventLoops() {
        return eventLoops;
    }

    /** Closes every connection, within two seconds. */
    @Override
    public void close() {
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private SmtpConnection open(Destination destination, PhaseTimes times, SessionWatcher watcher, boolean mayUpgrade, Optional<Credentials> credentials)
            throws SessionException, InterruptedException {
        ReplyInbox inbox = new ReplyInbox();
        Conversation conversation = new Conversation(inbox);
        inbox.expect(1);
        times.enter(Phase.CONNECT);
        watcher.entered(Phase.CONNECT);
        Channel channel = connect(destination, conversation);
        boolean opened = false;
        try {
            SmtpConnection connection = new Opening(channel, conversation, inbox, destination, timeouts, times, watcher, credentials).run(mayUpgrade, clock, brokenChunking);
            opened = true;
            return connection;
        } catch (SessionException e) {
            opened = e.fault() == Fault.FLOOR || e.fault() == Fault.REPLY || e.fault() == Fault.LOGIN;
            throw e;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private Channel connect(Destination destination, Conversation conversation) throws SessionException, InterruptedException {
        ChannelFuture connecting = new Bootstrap()
            .group(eventLoops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeouts.connect().toMillis())
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new ReplyDecoder(), conversation);
                }
            })
            .connect(destination.address(), destination.source().map(ours -> new InetSocketAddress(ours, 0)).orElse(null));
        try {
            connecting.await();
        } catch (InterruptedException e) {
            connecting.cancel(true);
            connecting.channel().close();
            throw e;
        }
        if (connecting.isSuccess()) {
            return connecting.channel();
        }
        Throwable cause = connecting.cause();
        Fault fault = cause instanceof ConnectTimeoutException ? Fault.TIMEOUT
            : cause.getCause() instanceof BindException ? Fault.LOCAL
            : cause instanceof ConnectException || cause instanceof NoRouteToHostException ? Fault.REFUSED
            : cause instanceof IOException ? Fault.CLOSED : Fault.LOCAL;
        throw new SessionException(Phase.CONNECT, fault, "connect: " + Conversation.describe(cause), null, null, cause);
    }
}
