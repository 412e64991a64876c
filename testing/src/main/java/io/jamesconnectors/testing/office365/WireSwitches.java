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
package io.jamesconnectors.testing.office365;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How an SMTP endpoint speaks. */
public final class WireSwitches {
    private static final List<String> PUBLISHED_BEFORE_TLS =
        List.of("SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8");

    private volatile List<String> tlsProtocols = List.of("TLSv1.2", "TLSv1.3");
    private volatile List<String> keywordsBeforeTls = PUBLISHED_BEFORE_TLS;
    private volatile List<String> keywordsAfterTls;
    private volatile Duration connectionLifetime = Duration.ofMinutes(20);
    private volatile String lifetimeReply = "421 4.4.2 Connection dropped after its lifetime";
    private volatile int messagesPerConnection = Integer.MAX_VALUE;
    private volatile int recipientsPerMessage = 1_000;
    private volatile long maxSize = 157_286_400;
    private volatile int bytesKept = 65_536;

    WireSwitches(boolean withLogin) {
        List<String> afterTls = new ArrayList<>(PUBLISHED_BEFORE_TLS);
        afterTls.remove("STARTTLS");
        if (withLogin) {
            afterTls.add(afterTls.indexOf("ENHANCEDSTATUSCODES") + 1, "AUTH LOGIN XOAUTH2");
        }
        this.keywordsAfterTls = List.copyOf(afterTls);
    }

    /** The TLS versions that it accepts, in the words of the JDK. Default: {@code TLSv1.2} and {@code TLSv1.3}. */
    public WireSwitches tlsProtocols(String... protocols) {
        this.tlsProtocols = List.of(protocols);
        return this;
    }

    /** What it offers in clear. */
    public WireSwitches keywordsBeforeTls(String... keywords) {
        this.keywordsBeforeTls = List.of(keywords);
        return this;
    }

    /** What it offers over TLS. */
    public WireSwitches keywordsAfterTls(String... keywords) {
        this.keywordsAfterTls = List.of(keywords);
        return this;
    }

    /** How long a connection may last, by the clock of the stand-in; the next command after that is answered 421. Default: 20 minutes. */
    public WireSwitches connectionLifetime(Duration lifetime) {
        this.connectionLifetime = lifetime;
        return this;
    }

    /** What it says when a connection has lasted too long, or carried too much. The text is not published. */
    public WireSwitches lifetimeReply(String reply) {
        this.lifetimeReply = reply;
        return this;
    }

    /** Messages on one connection; MAIL for one more is answered 421. Default: no limit, since only advice is published (about 199). */
    public WireSwitches messagesPerConnection(int most) {
        this.messagesPerConnection = most;
        return this;
    }

    /** Recipients of one message; one more is answered {@code 452 4.5.3}. Default: 1,000, the most that an administrator can allow a mailbox. */
    public WireSwitches recipientsPerMessage(int most) {
        this.recipientsPerMessage = most;
        return this;
    }

    /** The largest message in bytes; a larger one is answered {@code 552 5.3.4}. Default: 157,286,400, as its EHLO says. */
    public WireSwitches maxSize(long bytes) {
        this.maxSize = bytes;
        return this;
    }

    /** How many bytes of a message are kept for the record. Default: 65,536. */
    public WireSwitches bytesKept(int bytes) {
        this.bytesKept = bytes;
        return this;
    }

    List<String> tlsProtocols() {
        return tlsProtocols;
    }

    List<String> keywords(boolean overTls) {
        return overTls ? keywordsAfterTls : keywordsBeforeTls;
    }

    Duration connectionLifetime() {
        return connectionLifetime;
    }

    String lifetimeReply() {
        return lifetimeReply;
    }

    int messagesPerConnection() {
        return messagesPerConnection;
    }

    int recipientsPerMessage() {
        return recipientsPerMessage;
    }

    long maxSize() {
        return maxSize;
    }

    int bytesKept() {
        return bytesKept;
    }
}
