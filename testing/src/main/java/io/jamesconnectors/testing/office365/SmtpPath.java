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
package io.jamesconnectors.testing.office365;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The argument of MAIL or RCPT.
 *
 * @param address what is between the angle brackets; empty for the null sender
 * @param size what SIZE declares; 0 where it does not
 */
record SmtpPath(String address, long size) {

    /** Empty where it is none, or has a parameter that {@code known} does not match (in upper case). */
    static Optional<SmtpPath> parse(String keyword, String argument, Pattern known) {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return Optional.empty();
        }
        String path = argument.substring(keyword.length()).strip();
        int end = path.lastIndexOf('>');
        if (!path.startsWith("<") || end < 0) {
            return Optional.empty();
        }
        long size = 0;
        for (String word : path.substring(end + 1).strip().toUpperCase(Locale.ROOT).split(" +")) {
            if (!word.isEmpty() && !known.matcher(word).matches()) {
                return Optional.empty();
            }
            if (word.startsWith("SIZE=")) {
                size = Long.parseLong(word.substring("SIZE=".length()));
            }
        }
        return Optional.of(new SmtpPath(path.substring(1, end), size));
    }
}
