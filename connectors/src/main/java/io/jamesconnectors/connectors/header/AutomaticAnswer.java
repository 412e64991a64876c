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
package io.jamesconnectors.connectors.header;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;


/** Tells whether a message was made by a machine in answer to another one: a report (RFC 6522), or an automatic answer (RFC 3834). */
public final class AutomaticAnswer {
    private static final String NO = "no";
    private static final String AUTO_GENERATED = "auto-generated";

    private AutomaticAnswer() {
    }

    /**
     * Whether it is one, or may be one: a header that is too large to tell, or that says two things, is one.
     *
     * @throws IOException when the message can't be read
     */
    public static boolean is(InputStream message) throws IOException {
        return is(HeaderBlock.read(message));
    }

    /** The same of a header that was read; empty for one that is too large. */
    public static boolean is(Optional<HeaderBlock> header) {
        return header.isEmpty() || header.get().all("content-type").anyMatch(field -> first(field).startsWith("multipart/report")) || says(header.get());
    }

    /** Devices generate mail without an answer in mind. */
    private static boolean says(HeaderBlock header) {
        List<String> words = header.all("auto-submitted").map(AutomaticAnswer::first).distinct().toList();
        return words.stream().anyMatch(word -> !word.equals(NO) && !word.equals(AUTO_GENERATED)) || words.size() > 1;
    }

    /** The value up to its first parameter, without comments and blanks. */
    private static String first(HeaderBlock.Field field) {
        return field.value().replaceAll("\\([^()]*\\)", "").split(";", 2)[0].replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    }
}
