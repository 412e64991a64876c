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
package io.jamesconnectors.mailets.notice;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.smtp.wire.Printable;

/**
 * What was said of a recipient last, by the other side or by us.
 *
 * @param reply one line, {@code 550 5.1.1 text}; anything else where another mailet has found the words; empty when nobody said anything
 * @param host the server that was asked, as MX record or smart host name it; empty when none was
 */
public record Answer(String reply, String host) {
    /** Nobody said anything. */
    public static final Answer NONE = new Answer("", "");

    private static final int LONGEST = 2_000;
    private static final Pattern REPLY = Pattern.compile("([245])[0-9]{2}(?:[ -]+([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.]))?(?:[ -].*)?");

    public Answer {
        requireNonNull(host, "host");
        reply = Printable.bounded(Printable.line(reply), LONGEST);
    }

    /** Whether it begins with a reply code, as SMTP has it. */
    boolean isReply() {
        return REPLY.matcher(reply).matches();
    }

    /**
     * One status code for a notice: the one in the reply, if it has the class of the reply and that agrees with {@code action}; else one that says no more than
     * that class, or than the action.
     */
    EnhancedCode status(Action action) {
        Matcher matcher = REPLY.matcher(reply);
        if (!matcher.matches() || !action.agreesWith(Integer.parseInt(matcher.group(1)))) {
            return new EnhancedCode(action.genericClass(), 0, 0);
        }
        int klass = Integer.parseInt(matcher.group(1));
        return Optional.ofNullable(matcher.group(2)).flatMap(EnhancedCode::tryParse).filter(code -> code.klass() == klass)
            .orElseGet(() -> new EnhancedCode(klass, 0, 0));
    }
}
