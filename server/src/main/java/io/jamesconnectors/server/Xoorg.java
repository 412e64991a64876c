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
package io.jamesconnectors.server;

import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.smtp.wire.Xtext;

/**
 * The parameter {@code XOORG} of MAIL, by which Exchange Online says for which of its customers it sends. James hands parameters over before it knows whether
 * the command is right: what a MAIL that failed said has to be {@link #forget forgotten} before the next one.
 */
final class Xoorg {
    static final String KEYWORD = "XOORG";

    private static final int MAX_LENGTH = 255;
    private static final AttachmentKey<OriginatorOrg> SAID = AttachmentKey.of("io.jamesconnectors.inbound.xoorg", OriginatorOrg.class);

    private Xoorg() {
    }

    /** Keeps what one parameter says; a second one in the same MAIL makes both useless. */
    static void say(SMTPSession session, String value) {
        boolean second = session.getAttachment(SAID, State.Transaction).isPresent();
        session.setAttachment(SAID, second ? OriginatorOrg.UNUSABLE : read(value), State.Transaction);
    }

    /** What the MAIL of this transaction said, whoever sent it. */
    static OriginatorOrg said(SMTPSession session) {
        return session.getAttachment(SAID, State.Transaction).orElse(OriginatorOrg.NONE);
    }

    static void forget(SMTPSession session) {
        session.removeAttachment(SAID, State.Transaction);
    }

    /** A domain in xtext (RFC 3461 §4), at most 255 characters as sent. */
    static OriginatorOrg read(String value) {
        try {
            return value.length() > MAX_LENGTH ? OriginatorOrg.UNUSABLE : domain(new Xtext(value).decoded());
        } catch (IllegalArgumentException e) {
            return OriginatorOrg.UNUSABLE;
        }
    }

    /** The organisation that this text names, which must be a domain in printable ASCII. */
    static OriginatorOrg domain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c <= '~')
            ? DomainName.tryParse(text).map(OriginatorOrg::of).orElse(OriginatorOrg.UNUSABLE)
            : OriginatorOrg.UNUSABLE;
    }
}
