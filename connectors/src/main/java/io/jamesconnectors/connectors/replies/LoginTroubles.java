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
package io.jamesconnectors.connectors.replies;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What token endpoints say when they give no token: {@code AADSTS} codes, and the error words of RFC 6749 §5.2. */
public final class LoginTroubles {
    private static final int MAX_LOOKED_AT = 4_000;
    private static final Pattern CODE = Pattern.compile("AADSTS[0-9]{4,9}(?![0-9])");
    private static final Pattern WORD = Pattern.compile("[a-z]++(?:_[a-z]++)++");
    private static final List<LoginTrouble> ALL = TablePage.rows("loginTroubles.md", 4).stream()
        .map(cells -> new LoginTrouble(Arrays.asList(cells.get(0).split(", ")), TroubleClass.of(cells.get(1)), cells.get(2), cells.get(3))).toList();
    private static final Map<String, LoginTrouble> BY_CODE = byCode();

    private LoginTroubles() {
    }

    /**
     * A kind of trouble.
     *
     * @param codes how it is called, such as {@code AADSTS7000222} or {@code invalid_client}
     * @param kind how long it lasts
     * @param meaning what is wrong, in a sentence
     * @param remedy what the administrator must do, in sentences
     */
    public record LoginTrouble(List<String> codes, TroubleClass kind, String meaning, String remedy) {
        public LoginTrouble {
            codes = List.copyOf(codes);
        }
    }

    /** All that are known, in the order of the page. */
    public static List<LoginTrouble> all() {
        return ALL;
    }

    /**
     * The trouble that a text tells of: the first known {@code AADSTS} code in it, else the first known error word. Only the first 4000 characters count.
     *
     * @param answer {@code error} and {@code error_description} of a token endpoint, or all that it said
     */
    public static Optional<LoginTrouble> of(String answer) {
        String start = answer.length() > MAX_LOOKED_AT ? answer.substring(0, MAX_LOOKED_AT) : answer;
        return first(CODE.matcher(start.toUpperCase(Locale.ROOT))).or(() -> first(WORD.matcher(start.toLowerCase(Locale.ROOT))));
    }

    private static Optional<LoginTrouble> first(Matcher found) {
        while (found.find()) {
            LoginTrouble trouble = BY_CODE.get(found.group());
            if (trouble != null) {
                return Optional.of(trouble);
            }
        }
        return Optional.empty();
    }

    private static Map<String, LoginTrouble> byCode() {
        Map<String, LoginTrouble> byCode = new HashMap<>();
        for (LoginTrouble trouble : ALL) {
            for (String code : trouble.codes()) {
                if (byCode.put(code, trouble) != null) {
                    throw new IllegalStateException("loginTroubles.md: " + code + " stands there twice");
                }
            }
        }
        return byCode;
    }
}
