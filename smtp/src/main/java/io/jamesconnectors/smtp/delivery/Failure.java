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
package io.jamesconnectors.smtp.delivery;

import static java.util.Objects.requireNonNull;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.SessionException;

/**
 * Why a recipient was not served: the server's words where it said some, else ours.
 *
 * @param kind whether it is worth another attempt
 * @param phase how far it came
 * @param host the host that was tried, as MX record or smart host name it; empty when none was found
 * @param peerAddress {@code address:port}; empty when no connection was tried
 * @param code 400 to 599
 * @param enhanced of the class of {@code code}
 * @param text for the notification: the server's text, or ours; one line without control characters
 * @param reason for the log: what happened, with what was expected
 */
public record Failure(Kind kind, Phase phase, String host, String peerAddress, int code, EnhancedCode enhanced, String text, String reason) {

    /** Whether it is worth another attempt. */
    public enum Kind {
        /** Later it may work. */
        TRANSIENT,
        /** It will not work. */
        PERMANENT,
        /** The connection was lost after the final dot: the mail may have arrived. Counts as temporary. */
        UNKNOWN
    }

    public Failure {
        requireNonNull(kind, "kind");
        requireNonNull(phase, "phase");
        requireNonNull(host, "host");
        requireNonNull(peerAddress, "peerAddress");
        requireNonNull(enhanced, "enhanced");
        requireNonNull(text, "text");
        requireNonNull(reason, "reason");
        if (code < 400 || code > 599) {
            throw new IllegalArgumentException("code: " + code + " (expected: 400 to 599)");
        }
    }

    /** That of a connection that came to nothing, never permanent: what keeps us from talking to a server says nothing about a recipient. */
    public static Failure of(SessionException e, String host, String peer) {
        return OwnFailures.of(e, host, peer);
    }

    /** The reply for the notification: {@code 450 4.4.316 Connection refused}. */
    public String asReply() {
        return code + " " + enhanced + " " + text;
    }
}
