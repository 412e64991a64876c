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

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of Content-Type (RFC 2045 §5.1), as far as it decides where parts begin.
 *
 * @param type in lower case
 * @param subtype in lower case
 * @param parameters the rest, from the first semicolon
 */
record ContentType(String type, String subtype, String parameters) {
    static final ContentType TEXT = new ContentType("text", "plain", "");
    static final ContentType MESSAGE = new ContentType("message", "rfc822", "");

    private static final String TOKEN = "[!#-'*+.0-9A-Z^-~-]+";
    private static final Pattern SYNTAX = Pattern.compile("(" + TOKEN + ")/(" + TOKEN + ")[ \\t]*(;.*)?");
    private static final Pattern PARAMETER = Pattern.compile(";[ \\t]*(?:(" + TOKEN + ")[ \\t]*=[ \\t]*(?:(" + TOKEN + ")|\"((?:[^\"\\\\]|\\\\.)*)\")[ \\t]*)?");
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? #$%&*;<>@!\\[\\]^`{|}~-]{0,69}[0-9A-Za-z'()+_,./:=?#$%&*;<>@!\\[\\]^`{|}~-]");

    static ContentType parse(String value) throws NotConvertible {
        Matcher matcher = SYNTAX.matcher(value);
        if (!matcher.matches()) {
            throw new NotConvertible("content-type: can't be read (expected: type/subtype and parameters)");
        }
        return new ContentType(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2).toLowerCase(Locale.ROOT),
            Optional.ofNullable(matcher.group(3)).orElse(""));
    }

    boolean is(String wanted) {
        return (type + "/" + subtype).equals(wanted);
    }

    /** The boundary between the parts of a multipart; refused when it is missing, double, or could be read in two ways. */
    String boundary() throws NotConvertible {
        Matcher matcher = PARAMETER.matcher(parameters);
        String boundary = null;
        int at = 0;
        while (at < parameters.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new NotConvertible("content-type: parameters can't be read (expected: name=value)");
            }
            at = matcher.end();
            String name = matcher.group(1) == null ? "" : matcher.group(1).toLowerCase(Locale.ROOT);
            if (name.startsWith("boundary")) {
                if (boundary != null || !name.equals("boundary")) {
                    throw new NotConvertible("content-type: boundary given twice or in pieces (expected: once)");
                }
                boundary = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            }
        }
        if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
            throw new NotConvertible("content-type: multipart without a usable boundary (expected: 1 to 70 characters)");
        }
        return boundary;
    }
}
