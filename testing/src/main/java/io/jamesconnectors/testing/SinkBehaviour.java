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
package io.jamesconnectors.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/** How a {@link SinkSmtpServer} behaves. Unless told otherwise it takes everything, in clear, and keeps nothing but counts. */
public final class SinkBehaviour {
    static final String GREYLISTED = "450 4.7.1 Greylisted, please try again later";
    static final String THROTTLED = "451 4.7.500 Server busy. Please try again later";

    private final Map<String, String> refusals = new HashMap<>();
    private final AtomicInteger toGreylist = new AtomicInteger();
    private final AtomicInteger toThrottle = new AtomicInteger();
    private String hostName = "sink.test";
    private @Nullable SSLContext sslContext;
    private boolean tlsHidden;
    private boolean tlsRequired;
    private boolean chunking;
    private boolean logins;
    private boolean transcript;
    private long maxSize = 157_286_400;
    private int messagesKept;
    private int bytesKept;
    private Consumer<ReceivedMessage> listener = message -> {
    };

    SinkBehaviour() {
    }

    /** The name in the greeting and in the reply to EHLO. */
    public SinkBehaviour hostName(String name) {
        this.hostName = name;
        return this;
    }

    /** Offers STARTTLS with this context. */
    public SinkBehaviour startTls(SSLContext context) {
        this.sslContext = context;
        return this;
    }

    /** Does not mention STARTTLS, as after an attack that strips it, but would still do it. */
    public SinkBehaviour hideStartTls() {
        this.tlsHidden = true;
        return this;
    }

    /** Takes no MAIL in clear: {@code 530 5.7.0}. */
    public SinkBehaviour requireTls() {
        this.tlsRequired = true;
        return this;
    }

    /** Offers CHUNKING (RFC 3030). */
    public SinkBehaviour chunking() {
        this.chunking = true;
        return this;
    }

    /** Offers AUTH PLAIN over TLS, and believes everybody. */
    public SinkBehaviour logins() {
        this.logins = true;
        return this;
    }

    /** The largest message that it takes, in bytes; offered as SIZE (RFC 1870). */
    public SinkBehaviour maxSize(long bytes) {
        this.maxSize = bytes;
        return this;
    }

    /** Answers RCPT for {@code address} with {@code reply}, such as {@code 550 5.1.1 No such user}. */
    public SinkBehaviour refuseRecipient(String address, String reply) {
        refusals.put(address.toLowerCase(Locale.ROOT), reply);
        return this;
    }

    /** Answers the first {@code count} RCPT commands with 450. */
    public SinkBehaviour greylist(int count) {
        toGreylist.set(count);
        return this;
    }

    /** Answers the first {@code count} MAIL commands with {@code 451 4.7.500}, as Exchange Online does to those who send too fast. */
    public SinkBehaviour throttle(int count) {
        toThrottle.set(count);
        return this;
    }

    /** Keeps the first {@code messages} messages, of each at most the first {@code bytes} bytes. */
    public SinkBehaviour keep(int messages, int bytes) {
        this.messagesKept = messages;
        this.bytesKept = bytes;
        return this;
    }

    /** Tells {@code listener} of each message that it takes, before it says so to the client; on the thread of the connection. */
    public SinkBehaviour tell(Consumer<ReceivedMessage> listener) {
        this.listener = listener;
        return this;
    }

    /** Writes down every command line that it receives. */
    public SinkBehaviour recordTranscript() {
        this.transcript = true;
        return this;
    }

    /** Starts the server on a free loopback port. */
    public SinkSmtpServer start() {
        return SinkSmtpServer.start(this, 0);
    }

    /** Starts the server on this loopback port: for one that comes back after it was gone. */
    public SinkSmtpServer startOn(int port) {
        return SinkSmtpServer.start(this, port);
    }

    String hostName() {
        return hostName;
    }

    Optional<SSLContext> sslContext() {
        return Optional.ofNullable(sslContext);
    }

    boolean tlsRequired() {
        return tlsRequired;
    }

    boolean hasChunking() {
        return chunking;
    }

    boolean hasLogins() {
        return logins;
    }

    boolean hasTranscript() {
        return transcript;
    }

    long maxSize() {
        return maxSize;
    }

    int messagesKept() {
        return messagesKept;
    }

    int bytesKept() {
        return bytesKept;
    }

    Consumer<ReceivedMessage> listener() {
        return listener;
    }

    List<String> extensions(boolean overTls) {
        List<String> extensions = new ArrayList<>(List.of("PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "SIZE " + maxSize));
        if (chunking) {
            extensions.add("CHUNKING");
        }
        if (logins && overTls) {
            extensions.add("AUTH PLAIN");
        }
        if (sslContext != null && !tlsHidden && !overTls) {
            extensions.add("STARTTLS");
        }
        return extensions;
    }

    /** The refusal of this MAIL command, if it is refused. */
    Optional<String> mailRefusal() {
        return countDown(toThrottle) ? Optional.of(THROTTLED) : Optional.empty();
    }

    /** The refusal of this RCPT command, if it is refused. */
    Optional<String> recipientRefusal(String address) {
        String refusal = refusals.get(address.toLowerCase(Locale.ROOT));
        return refusal != null ? Optional.of(refusal) : countDown(toGreylist) ? Optional.of(GREYLISTED) : Optional.empty();
    }

    private static boolean countDown(AtomicInteger left) {
        return left.get() > 0 && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
}
