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
package io.jamesconnectors.smtp.wire;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the sender asked to be told about one recipient, to be passed on to a server that offers DSN exactly as it came (RFC 3461 §5.2.1).
 *
 * @param wanted empty when the sender said nothing: then failures are reported, and nothing else (§4.1)
 * @param originalRecipient the address as the sender wrote it, of type {@code rfc822} (§4.2)
 */
public record RecipientDsn(Set<Notify> wanted, Optional<Xtext> originalRecipient) {
    /** The sender said nothing. */
    public static final RecipientDsn NONE = new RecipientDsn(Set.of(), Optional.empty());

    /** @throws IllegalArgumentException when {@code NEVER} does not stand alone */
    public RecipientDsn {
        EnumSet<Notify> ordered = EnumSet.noneOf(Notify.class);
        ordered.addAll(wanted);
        if (ordered.contains(Notify.NEVER) && ordered.size() > 1) {
            throw new IllegalArgumentException("NOTIFY: " + ordered + " (expected: NEVER alone, or the others)");
        }
        wanted = Collections.unmodifiableSet(ordered);
    }

    /** Whether the sender wants to hear that the message was delivered: from the next server, or from us where that one does not offer DSN (§5.2.2). */
    public boolean wantsSuccess() {
        return wanted.contains(Notify.SUCCESS);
    }

    /** Whether the sender wants to hear that it could not be delivered (§5.2.6). */
    public boolean wantsFailure() {
        return wanted.isEmpty() || wanted.contains(Notify.FAILURE);
    }

    /** Whether the sender may be told that the message is late (§5.2.5). */
    public boolean allowsDelay() {
        return wanted.isEmpty() || wanted.contains(Notify.DELAY);
    }
}
