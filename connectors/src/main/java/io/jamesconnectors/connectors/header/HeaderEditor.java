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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Carries a {@link HeaderEdit} out on one message that is fed to it piece by piece. Holds back at most the beginning of one line, as much as the longest name
 * in the plan,
 * so the length of a header or of a field costs no memory.
 */
final class HeaderEditor {
    private enum At {
        /** In front of the first octet. */
        MESSAGE,
        /** In front of a line that is not the first. */
        LINE,
        /** In a name that may be one of the plan's. */
        NAME,
        /** In the rest of a line of which it is known what becomes of it. */
        REST,
        /** Behind the header. */
        BODY
    }

    private static final int CHUNK = 8192;

    private final HeaderEdit edit;
    private final byte[] start;
    private int started;
    private At at = At.MESSAGE;
    private boolean keeps = true;
    private boolean afterReturn;

    HeaderEditor(HeaderEdit edit) {
        this.edit = edit;
        this.start = new byte[edit.rules().stream().mapToInt(rule -> rule.name().length()).max().orElse(0) + 1];
    }

    boolean isInBody() {
        return at == At.BODY;
    }

    /** Takes the next octets of the message and writes what becomes of them. */
    void feed(byte[] octets, int from, int to, ByteArrayOutputStream out) {
        for (int i = from; i < to; i++) {
            if (at == At.BODY) {
                out.write(octets, i, to - i);
                return;
            }
            take(octets[i], out);
        }
    }

    /** The message has ended. */
    void end(ByteArrayOutputStream out) {
        if (at == At.MESSAGE) {
            out.writeBytes(edit.added());
        } else if (at == At.NAME) {
            decide(out);
        }
        at = At.BODY;
    }

    long growth(InputStream message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        long growth = 0;
        while (at != At.BODY) {
            int read = message.read(chunk);
            if (read < 0) {
                end(out);
            } else {
                feed(chunk, 0, read, out);
                growth -= read;
            }
            growth += out.size();
            out.reset();
        }
        return growth;
    }

    private void take(byte octet, ByteArrayOutputStream out) {
        boolean secondOfEnd = afterReturn && octet == '\n';
        afterReturn = octet == '\r';
        if (secondOfEnd) {
            keep(octet, out);
            return;
        }
        boolean isEnd = octet == '\r' || octet == '\n';
        if (at == At.MESSAGE || at == At.LINE) {
            begin(octet, isEnd, out);
        } else if (at == At.NAME && !isEnd) {
            start[started++] = octet;
            if (started == start.length) {
                decide(out);
            }
        } else {
            if (at == At.NAME) {
                decide(out);
            }
            keep(octet, out);
            at = isEnd ? At.LINE : At.REST;
        }
    }

    private void begin(byte octet, boolean isEnd, ByteArrayOutputStream out) {
        boolean isFirst = at == At.MESSAGE;
        if (isFirst) {
            out.writeBytes(edit.added());
        }
        if (isEnd) {
            out.write(octet);
            at = At.BODY;
        } else if (octet == ' ' || octet == '\t') {
            keeps = isFirst ? edit.added().length == 0 : keeps;
            keep(octet, out);
            at = At.REST;
        } else {
            start[0] = octet;
            started = 1;
            at = At.NAME;
            if (started == start.length) {
                decide(out);
            }
        }
    }

    /** What becomes of the line whose beginning is known. */
    private void decide(ByteArrayOutputStream out) {
        String text = new String(start, 0, started, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        HeaderEdit.@Nullable Rule rule = edit.rules().stream().filter(candidate -> concerns(candidate, text)).findFirst().orElse(null);
        @Nullable String replacement = rule == null ? null : rule.replacement();
        keeps = rule == null || replacement != null;
        if (rule == null) {
            out.write(start, 0, started);
        } else if (replacement != null) {
            out.writeBytes(replacement.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(Arrays.copyOfRange(start, rule.name().length(), started));
        }
        at = At.REST;
    }

    /** Blanks before the colon are obsolete (RFC 5322 §4.5), a line end is wrong; some read such fields all the same. */
    static boolean concerns(HeaderEdit.Rule rule, String text) {
        if (!text.startsWith(rule.name())) {
            return false;
        }
        return !rule.whole() || text.length() == rule.name().length() || " \t:".indexOf(text.charAt(rule.name().length())) >= 0;
    }

    private void keep(byte octet, ByteArrayOutputStream out) {
        if (keeps) {
            out.write(octet);
        }
    }
}
