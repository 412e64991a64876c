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
package io.jamesconnectors.smtp.wire;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

import io.jamesconnectors.smtp.secret.Secret;

/**
 * What we may say to a server (RFC 5321 §4.1.1). No instance can hold a CR, LF, NUL or other control character, so that no command can
 * ever become two.
 */
public sealed interface Command {

    /** Who we are, asking what the server offers. */
    record Ehlo(String name) implements Command {
        public Ehlo {
            requireName(name);
        }
    }

    /** Who we are, to a server that does not know {@link Ehlo}. */
    record Helo(String name) implements Command {
        public Helo {
            requireName(name);
        }
    }

    /** Asks for TLS (RFC 3207). */
    record StartTls() implements Command {
    }

    /**
     * Begins a login (RFC 4954 §4).
     *
     * @param mechanism its name in the registry of SASL mechanisms, such as {@code PLAIN}
     * @param initialResponse in base64; empty when the server is to speak first
     */
    record Auth(String mechanism, Optional<Secret> initialResponse) implements Command {
        public Auth {
            if (!mechanism.matches("[A-Z0-9_-]{1,20}")) {
                throw new IllegalArgumentException("mechanism: '" + mechanism + "' (expected: capital letters, digits, hyphen and underscore)");
            }
            initialResponse.ifPresent(Command::requireBase64);
        }

        @Override
        public String toString() {
            return "AUTH " + mechanism + (initialResponse.isPresent() ? " ***" : "");
        }
    }

    /**
     * Answers a challenge of the server (RFC 4954 §4).
     *
     * @param response in base64; {@code *} gives up
     */
    record AuthResponse(Secret response) implements Command {
        public AuthResponse {
            requireBase64(response);
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    /**
     * Begins a transaction.
     *
     * @param size the number of octets (RFC 1870), where the server wants to know
     * @param eightBitMime the message holds octets above 127 (RFC 6152)
     * @param smtpUtf8 addresses or headers hold UTF-8 (RFC 6531)
     * @param dsn {@link MessageDsn#NONE} where the server does not offer DSN (RFC 3461)
     */
    record Mail(MailAddress sender, OptionalLong size, boolean eightBitMime, boolean smtpUtf8, MessageDsn dsn) implements Command {
    }

    /**
     * Names one recipient.
     *
     * @param dsn {@link RecipientDsn#NONE} where the server does not offer DSN (RFC 3461)
     */
    record Rcpt(MailAddress recipient, RecipientDsn dsn) implements Command {
        public Rcpt {
            if (recipient.asString().isEmpty()) {
                throw new IllegalArgumentException("recipient: '' (expected: a mail address)");
            }
        }
    }

    /**
     * Brings a piece of the message, which follows at once (RFC 3030 §2).
     *
     * @param octets how many of them follow
     */
    record Bdat(int octets, boolean last) implements Command {
        public Bdat {
            if (octets < 0) {
                throw new IllegalArgumentException("chunk: " + octets + " octets (expected: none or more)");
            }
        }
    }

    /** Announces the message. */
    record Data() implements Command {
    }

    /** Forgets the transaction. */
    record Rset() implements Command {
    }

    /** Says good-bye. */
    record Quit() implements Command {
    }

    private static void requireName(String name) {
        requireNonNull(name, "name");
        if (name.isEmpty() || name.length() > 255 || name.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("EHLO name: not a domain name or address literal (expected: 1 to 255 printable ASCII characters, no space)");
        }
    }

    private static void requireBase64(Secret response) {
        byte[] octets = response.reveal();
        boolean bad = false;
        for (byte octet : octets) {
            bad |= !(octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z' || octet >= '0' && octet <= '9' || "+/=*".indexOf(octet) >= 0);
        }
        Secret.wipe(octets);
        if (bad) {
            throw new IllegalArgumentException("response: no base64 (expected: base64, or *)");
        }
    }
}
