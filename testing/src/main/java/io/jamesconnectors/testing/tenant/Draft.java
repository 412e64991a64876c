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
package io.jamesconnectors.testing.tenant;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** What a mailbox of the tenant writes, completed to a message. */
final class Draft {
    private Draft() {
    }

    /**
     * Adds the header fields that a message must have and this one lacks.
     *
     * @param text header, empty line and body; or a body alone, which begins with an empty line. Line ends may be bare
     */
    static RawMessage completed(String from, List<String> to, String text) {
        RawMessage message = RawMessage.of(text.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        String domain = Address.domain(from);
        message = added(message, "Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
        message = added(message, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(Instant.now(), ZoneOffset.UTC)));
        message = added(message, "To", "<" + String.join(">, <", to) + ">");
        return added(message, "From", "<" + from + ">");
    }

    private static RawMessage added(RawMessage message, String name, String value) {
        return message.has(name) ? message : message.with(name, value);
    }
}
