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
package io.jamesconnectors.testing.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A secret, and how it may look in output: as it is, escaped for XML, JSON, URLs or mail, in hexadecimal, and in base64, also as a part of something longer
 * that was encoded as a whole, such as the first response of AUTH PLAIN or a PEM file.
 *
 * <p>Of a long secret each part of {@value #PART} octets counts, so that one of which a part was cut off is found too.
 *
 * @param label what it is
 * @param octets the secret
 */
record KnownSecret(String label, byte[] octets) {
    static final int PART = 24;
    private static final int LONG = 2 * PART;
    /** How many characters at the beginning of base64 hold bits of what stands before, where that is 0, 1 or 2 octets longer than a multiple of three. */
    private static final int[] FOREIGN = {0, 2, 3};

    /** The octets to look for, each with the name of its form. */
    Map<String, List<byte[]>> forms() {
        Map<String, List<byte[]>> forms = new LinkedHashMap<>();
        for (byte[] part : parts()) {
            String text = new String(part, ISO_8859_1);
            add(forms, "as it is", text);
            add(forms, "for XML", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;"));
            add(forms, "for XML", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            add(forms, "for JSON", text.replace("\\", "\\\\").replace("\"", "\\\""));
            add(forms, "quoted-printable", text.replace("=", "=3D"));
            String percent = URLEncoder.encode(text, ISO_8859_1);
            for (String form : List.of(percent, percent.replace("+", "%20"), percent.replace("%7E", "~"), percent.replace("+", "%20").replace("%7E", "~"))) {
                add(forms, "for URLs", form);
                add(forms, "for URLs", lowerCaseEscapes(form));
            }
            add(forms, "hexadecimal", HexFormat.of().formatHex(part));
            add(forms, "hexadecimal", HexFormat.of().withUpperCase().formatHex(part));
            for (int before = 0; before < FOREIGN.length; before++) {
                String base64 = base64(part, before);
                add(forms, "base64", base64);
                add(forms, "base64", base64.replace('+', '-').replace('/', '_'));
            }
        }
        add(forms, "decimal", new BigInteger(1, octets).toString());
        return forms;
    }

    private List<byte[]> parts() {
        if (octets.length < LONG) {
            return List.of(octets);
        }
        List<byte[]> parts = new ArrayList<>();
        for (int from = 0; from + PART <= octets.length; from += PART) {
            parts.add(Arrays.copyOfRange(octets, from, from + PART));
        }
        parts.add(Arrays.copyOfRange(octets, octets.length - PART, octets.length));
        return parts;
    }

    /** The characters that these octets determine wholly, when {@code before} octets stand before them. */
    private static String base64(byte[] part, int before) {
        byte[] shifted = new byte[before + part.length];
        System.arraycopy(part, 0, shifted, before, part.length);
        return Base64.getEncoder().encodeToString(shifted).substring(FOREIGN[before], shifted.length * Byte.SIZE / 6);
    }

    private static String lowerCaseEscapes(String percent) {
        StringBuilder lower = new StringBuilder();
        for (int i = 0; i < percent.length(); i++) {
            boolean escape = percent.charAt(i) == '%';
            lower.append(escape ? percent.substring(i, i + 3).toLowerCase(Locale.ROOT) : percent.charAt(i));
            i += escape ? 2 : 0;
        }
        return lower.toString();
    }

    private static void add(Map<String, List<byte[]>> forms, String name, String form) {
        byte[] octets = form.getBytes(ISO_8859_1);
        if (forms.values().stream().flatMap(List::stream).noneMatch(known -> Arrays.equals(known, octets))) {
            forms.computeIfAbsent(name, key -> new ArrayList<>()).add(octets);
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
