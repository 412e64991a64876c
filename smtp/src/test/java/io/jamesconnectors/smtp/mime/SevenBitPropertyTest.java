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
package io.jamesconnectors.smtp.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.junit.jupiter.api.Test;

/** Whoever decodes a converted message reads what was there before; the judge is an independent reader, Apache mime4j. */
class SevenBitPropertyTest {
    private static final int ROUNDS = 3_000;

    private final long seed = Long.getLong("seed", 1);
    private final Random random = new Random(seed);
    private int boundaries;

    @Test
    void decodingGivesBackEveryOctetOfEveryPart() throws Exception {
        int changed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] message = octets(message(0));
            SevenBit sevenBit = SevenBit.of(() -> new ByteArrayInputStream(message));
            byte[] converted = read(sevenBit.convert(new ByteArrayInputStream(message)));
            String context = "seed " + seed + " round " + round;
            assertThat(converted).as(context).hasSize((int) sevenBit.size());
            for (byte octet : converted) {
                assertThat(octet).as(context).isNotNegative();
            }
            assertThat(hasShortLines(converted)).as(context).isTrue();
            assertThat(parts(converted).equals(parts(normalised(message)))).as(context).isTrue();
            changed += new String(converted, StandardCharsets.ISO_8859_1).equals(new String(normalised(message), StandardCharsets.ISO_8859_1)) ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(ROUNDS / 4);
    }

    @Test
    void aSevenBitMessageStaysAsItIsButForItsLineEnds() throws Exception {
        for (int round = 0; round < ROUNDS / 3; round++) {
            byte[] message = octets(message(0).replaceAll("[\\x80-\\xff]", "?").replaceAll("(?i)8bit|binary", "7bit"));
            SevenBit sevenBit = SevenBit.of(() -> new ByteArrayInputStream(message));
            assertThat(read(sevenBit.convert(new ByteArrayInputStream(message)))).as("seed " + seed + " round " + round).isEqualTo(normalised(message));
        }
    }

    @Test
    void whateverComesInWhatGoesOutIsSevenBitsOrNothing() throws Exception {
        String[] pieces = {"--b1", "--b1--", "--b2", "\r\n", "\r\n\r\n", "Content-Type: multipart/mixed; boundary=b1\r\n", "Content-Type: message/rfc822\r\n",
            "Content-Type: multipart/alternative; boundary=\"b2\"\r\n", "MIME-Version: 1.0\r\n", "Content-Transfer-Encoding: 8bit\r\n", "\u00e9", "text", " ", "\n", "\r", ":", "\0"};
        int converted = 0;
        for (int round = 0; round < 20 * ROUNDS; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "MIME-Version: 1.0\r\n" : "");
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] message = octets(text.toString());
            try {
                SevenBit sevenBit = SevenBit.of(() -> new ByteArrayInputStream(message));
                for (byte octet : read(sevenBit.convert(new ByteArrayInputStream(message)))) {
                    assertThat(octet).as("seed " + seed + " round " + round).isNotNegative();
                }
                converted++;
            } catch (NotConvertible e) {
                assertThat(e.reason()).as("seed " + seed + " round " + round).contains("(expected: ").doesNotContain("\r", "\n", "\0");
            }
        }
        assertThat(converted).isPositive();
    }

    /** A message, one character an octet; the line ends of its bodies are of all kinds. */
    private String message(int depth) {
        return (random.nextBoolean() ? "Subject: a\r\n" : "Received: by\r\n\there;\r\n  now\r\n") + "MIME-Version: 1.0\r\n" + entity(depth, false);
    }

    private String entity(int depth, boolean inDigest) {
        int kind = depth > 3 ? 0 : random.nextInt(8);
        if (kind <= 1 && depth > 0 || kind == 0) {
            return leaf(inDigest);
        }
        if (kind == 2) {
            return "Content-Type: message/rfc822\r\n" + maybe("Content-Transfer-Encoding: 8bit\r\n") + "\r\n" + message(depth + 1);
        }
        if (kind > 5) {
            return leaf(inDigest);
        }
        boolean digest = kind == 3;
        String boundary = "=_" + (char) ('a' + random.nextInt(26)) + ++boundaries + ".";
        StringBuilder multipart = new StringBuilder("Content-Type: multipart/" + (digest ? "digest" : "mixed") + "; charset=x;\r\n boundary=\"" + boundary + "\"\r\n")
            .append(maybe("content-transfer-encoding: BINARY\r\n")).append("\r\n").append(maybe("preamble\r\n"));
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            multipart.append("--").append(boundary).append(maybe(" ")).append("\r\n").append(entity(depth + 1, digest)).append("\r\n");
        }
        return multipart.append("--").append(boundary).append("--\r\n").append(maybe("epilogue\r\n")).toString();
    }

    private String leaf(boolean inDigest) {
        String encoding = new String[] {"", "Content-Transfer-Encoding: 8bit\r\n", "Content-Transfer-Encoding: 7bit\r\n", "Content-transfer-encoding:\r\n binary\r\n"}[random.nextInt(4)];
        String type = inDigest || random.nextBoolean() ? "Content-Type: " + (random.nextBoolean() ? "text/plain; charset=iso-8859-1" : "application/x-a") + "\r\n" : "";
        String alphabet = new String[] {"plain text = \t .-", "\u00e4\u00f6\u00fc\u00ff\u0080", "most of this is plain, and a little is not: \u00e4"}[random.nextInt(3)];
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 20_000 : 120); i > 0; i--) {
            body.append(random.nextInt(25) == 0 ? new String[] {"\r\n", "\n", "\r", "\r\n\r\n", " \r\n", "\t\n"}[random.nextInt(6)] : alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return (random.nextBoolean() ? encoding + type : type + encoding) + "\r\n" + body.toString().replace("--", "-.");
    }

    private String maybe(String text) {
        return random.nextInt(3) == 0 ? text : "";
    }

    /** The type and the decoded body of each part that is no composite, by mime4j. */
    private static List<String> parts(byte[] message) throws Exception {
        MimeTokenStream stream = new MimeTokenStream(MimeConfig.custom().setMaxLineLen(-1).setMaxHeaderLen(-1).build());
        stream.setRecursionMode(RecursionMode.M_RECURSE);
        stream.parse(new ByteArrayInputStream(message));
        List<String> parts = new ArrayList<>();
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            if (state == EntityState.T_BODY) {
                String type = stream.getBodyDescriptor().getMimeType();
                parts.add(type + " " + text(stream.getDecodedInputStream()));
            } else if (state == EntityState.T_PREAMBLE || state == EntityState.T_EPILOGUE) {
                String around = text(stream.getInputStream());
                if (!around.isEmpty()) {
                    parts.add(state + " " + around);
                }
            } else if (state == EntityState.T_START_MULTIPART || state == EntityState.T_END_MULTIPART) {
                parts.add(state.name());
            }
        }
        return parts;
    }

    /** Where its buffer ends between the CR and the LF before a delimiter, mime4j 0.8.9 takes the CR for text, and sees a preamble or epilogue of it where there is none. No text here ends with one. */
    private static String text(InputStream in) throws Exception {
        String text = new String(read(in), StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether no line of an encoded body is longer than 76 octets: those who decode may not take more (RFC 2045 §6.7, §6.8). */
    private static boolean hasShortLines(byte[] message) {
        boolean encoded = false;
        for (String line : new String(message, StandardCharsets.US_ASCII).split("\r\n")) {
            encoded = line.startsWith("Content-Transfer-Encoding: ") ? line.endsWith("quoted-printable") || line.endsWith("base64") : !line.startsWith("--=_") && encoded;
            if (encoded && line.length() > 76) {
                return false;
            }
        }
        return true;
    }

    private static byte[] normalised(byte[] message) {
        String lines = new String(message, StandardCharsets.ISO_8859_1).replaceAll("\r\n|\r|\n", "\r\n");
        return octets(lines.endsWith("\r\n") ? lines : lines + "\r\n");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] read(InputStream in) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        in.transferTo(out);
        in.close();
        return out.toByteArray();
    }
}
