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

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long the server may keep silent in each phase (RFC 5321 §4.5.3.2).
 *
 * @param connect for the TCP connection
 * @param greeting for the first line
 * @param ehlo for the answer to EHLO, HELO
 * @param startTls for the answer to STARTTLS
 * @param handshake for the whole TLS handshake
 * @param login for the answer to AUTH, and to each response to a challenge
 * @param mail for the answer to MAIL and RSET
 * @param rcpt for the answer to each RCPT
 * @param data for the answer to DATA
 * @param block until the server takes more of the message, for as long as it takes none
 * @param finalReply for the answer to the final dot or the last chunk, and for all answers where the message leaves in one flush with its envelope
 * @param quit for the answer to QUIT, which nobody waits for but the connection
 */
public record Timeouts(
        Duration connect,
        Duration greeting,
        Duration ehlo,
        Duration startTls,
        Duration handshake,
        Duration login,
        Duration mail,
        Duration rcpt,
        Duration data,
        Duration block,
        Duration finalReply,
        Duration quit) {

    /** Those of RFC 5321 §4.5.3.2; where it is silent, what is usual. */
    public static final Timeouts RFC_5321 = new Timeouts(
        Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofMinutes(1),
        Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofMinutes(3), Duration.ofMinutes(10), Duration.ofSeconds(5));

    public Timeouts {
        if (Stream.of(connect, greeting, ehlo, startTls, handshake, login, mail, rcpt, data, block, finalReply, quit)
                .anyMatch(timeout -> timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("timeout: zero or less (expected: more than zero)");
        }
    }

    /** The same for every phase. */
    public static Timeouts of(Duration each) {
        return new Timeouts(each, each, each, each, each, each, each, each, each, each, each, each);
    }

    /** How long the server may keep silent in {@code phase}. */
    public Duration in(Phase phase) {
        return switch (phase) {
            case LOOKUP, QUEUE, CONNECT -> connect;
            case GREETING -> greeting;
            case EHLO -> ehlo;
            case STARTTLS -> startTls;
            case HANDSHAKE, VERIFY -> handshake;
            case LOGIN -> login;
            case MAIL -> mail;
            case RCPT -> rcpt;
            case DATA -> data;
            case BODY -> block;
            case FINAL_REPLY -> finalReply;
        };
    }
}
