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
package io.jamesconnectors.it.hybrid;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy of a message where its way ends, or a report that names the message.
 *
 * @param where the mailbox or the server
 * @param sender MAIL FROM; empty for the null sender
 * @param recipient of the envelope there
 * @param text header and body, one character an octet
 * @param secured whether it was handed over by TLS 1.3, or not handed over at all
 */
record Arrived(String where, String sender, String recipient, String text, boolean secured) {

    boolean isReport() {
        return sender.isEmpty();
    }

    boolean concerns(Direction direction) {
        return text.contains(direction.messageId());
    }

    /** The value of the first header field of this name, if it is on one line. */
    Optional<String> header(String name) {
        Matcher field = Pattern.compile("(?im)^" + Pattern.quote(name) + ": *(.*?)\\r?$").matcher(text.split("\\r?\\n\\r?\\n", 2)[0]);
        return field.find() ? Optional.of(field.group(1)) : Optional.empty();
    }

    /** Reply code and enhanced status code of the report, as the server that refused the message has said them. */
    String reportedReply() {
        Matcher reply = Pattern.compile("Diagnostic-Code: smtp; *(\\d{3} \\d\\.\\d+\\.\\d+)").matcher(text);
        return reply.find() ? reply.group(1) : "-";
    }
}
