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

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What has become of the recipients of a notice (RFC 3464 §2.3.3). Nothing is ever "delivered" or "expanded" here. */
public enum Action {
    /** Given up. */
    FAILED("Undeliverable", 5),
    /** Not yet delivered, and tried further. */
    DELAYED("Delivery delayed", 4),
    /** Handed to a server that reports nothing. */
    RELAYED("Relayed", 2);

    private final String subject;
    private final int klass;

    Action(String subject, int klass) {
        this.subject = subject;
        this.klass = klass;
    }

    /** The value of the field {@code Action}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As {@link #word} says it. */
    public static Optional<Action> of(String word) {
        return Stream.of(values()).filter(action -> action.word().equals(word)).findFirst();
    }

    /** What the subject of a notice begins with. */
    String subject() {
        return subject;
    }

    /** The class of the status code that says nothing more than this action. */
    int genericClass() {
        return klass;
    }

    /** Whether a status code of {@code klass} agrees with the action: a failure may be one that has lasted too long. */
    boolean agreesWith(int code) {
        return code == klass || this == FAILED && code == 4;
    }
}
