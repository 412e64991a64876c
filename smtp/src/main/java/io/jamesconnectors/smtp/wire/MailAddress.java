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

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * An address that can stand between the angle brackets of MAIL FROM and RCPT TO without ever ending them (RFC 5321 §4.1.2, RFC 6531 §3.3):
 * valid Unicode, no control character, and no space, {@code <}, {@code >} outside a quoted local part.
 * Whether a mailbox of that name exists, or could, is for the server to say.
 *
 * @param asString the address; empty is the null sender {@code <>}
 */
public record MailAddress(String asString) {
    /** The null sender of notifications (RFC 5321 §4.5.5). */
    public static final MailAddress NULL_SENDER = new MailAddress("");

    /** Octets in UTF-8: 64 and 255 and the at sign (RFC 5321 §4.5.3.1), with room for what is seen in the wild. */
    private static final int MAX_OCTETS = 512;

    public MailAddress {
        requireNonNull(asString, "asString");
        if (asString.length() > MAX_OCTETS || asString.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
            throw new IllegalArgumentException("address: more than " + MAX_OCTETS + " octets (expected: at most " + MAX_OCTETS + ")");
        }
        boolean quoted = false;
        for (int i = 0; i < asString.length(); i++) {
            char c = asString.charAt(i);
            if (Character.isISOControl(c) || isLoneSurrogate(asString, i)) {
                throw refused("holds a control character at position " + i);
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
                if (i < asString.length() && Character.isISOControl(asString.charAt(i))) {
                    throw refused("holds a control character at position " + i);
                }
            } else if (!quoted && (c == ' ' || c == '<' || c == '>')) {
                throw refused("holds '" + c + "' outside quotes");
            }
        }
        if (quoted) {
            throw refused("has a quote without end");
        }
    }

    /** Whether the server must offer SMTPUTF8 before it may hear this. */
    public boolean isInternational() {
        return asString.chars().anyMatch(c -> c > 0x7f);
    }

    /**
     * The same address without a character beyond ASCII: an international domain becomes A-labels (RFC 5891 §4.4). Empty when the local part is international,
     * which has no other spelling (RFC 6531 §3.2), and when the domain is one that not everybody spells alike: Java knows IDNA 2003, by which
     * {@code ß} would be {@code ss}, another domain.
     */
    public Optional<MailAddress> inAscii() {
        if (!isInternational()) {
            return Optional.of(this);
        }
        int at = asString.lastIndexOf('@');
        String domain = Normalizer.normalize(asString.substring(at + 1), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        try {
            MailAddress ascii = new MailAddress(asString.substring(0, at + 1) + IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES));
            return at > 0 && !ascii.isInternational() && IDN.toUnicode(ascii.asString.substring(at + 1)).equals(domain) ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return asString;
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("address: " + what + " (expected: a mail address)");
    }
}
