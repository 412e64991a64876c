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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A message that a {@link SinkSmtpServer} has taken.
 *
 * @param sender the address in MAIL FROM; empty for the null sender
 * @param recipients the addresses that it accepted
 * @param content as sent, dots unstuffed; only its beginning where it is longer than what the server keeps
 * @param size the length of the whole content in bytes
 * @param tlsProtocol such as {@code TLSv1.3}; empty when it came in clear
 * @param login who had logged in
 */
public record ReceivedMessage(String sender, List<String> recipients, byte[] content, long size, Optional<String> tlsProtocol, Optional<String> login) {

    public ReceivedMessage {
        recipients = List.copyOf(recipients);
    }

    /** Of somebody who has not logged in. */
    public ReceivedMessage(String sender, List<String> recipients, byte[] content, long size, Optional<String> tlsProtocol) {
        this(sender, recipients, content, size, tlsProtocol, Optional.empty());
    }

    /** Whether it has no sender, as reports of mail servers have none. */
    public boolean isNotice() {
        return sender.isEmpty();
    }

    /** The content, one character a byte. */
    public String text() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /** The value of a header field, unfolded no further than its first line. */
    public Optional<String> header(String name) {
        return header(text(), name);
    }

    static Optional<String> header(String text, String name) {
        String wanted = name + ":";
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf("\r\n", start);
            if (end == start) {
                return Optional.empty();
            }
            int stop = end < 0 ? text.length() : end;
            if (text.regionMatches(true, start, wanted, 0, wanted.length())) {
                return Optional.of(text.substring(start + wanted.length(), stop).strip());
            }
            start = stop + 2;
        }
        return Optional.empty();
    }
}
