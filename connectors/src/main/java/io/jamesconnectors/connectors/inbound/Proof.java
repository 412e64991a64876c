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
package io.jamesconnectors.connectors.inbound;

/** What the second proof of own mail came to: that the mail is from one of our domains, or from our tenant. */
enum Proof {
    /** The connector's certificate name lies in an accepted domain: whatever MAIL FROM says. */
    NAME(State.HOLDS, "own-mail", "and that name lies in an accepted domain"),
    SENDER(State.HOLDS, "own-mail", "and the domain of MAIL FROM is an accepted domain"),
    SENDER_REPLACED(State.HOLDS, "own-mail", "and the outbound connector of the recipient replaces the sender by one in an accepted domain"),
    TENANT_XOORG(State.HOLDS, "tenant-proof-xoorg", "and XOORG names an accepted domain"),
    TENANT_HEADER(State.HOLDS, "tenant-proof-header", "and X-OriginatorOrg names an accepted domain"),
    TENANT_SENDER(State.HOLDS, "tenant-proof-sender", "no organisation is named, and the domain of MAIL FROM is an accepted domain"),
    /** The header will tell. */
    AWAITED(State.AWAITED, "tenant-awaited", "and the header of the message will tell whether our tenant sent it"),
    TENANT_FOREIGN(State.FAILS, "tenant-foreign", "but XOORG or X-OriginatorOrg names another organisation, or none that can be read"),
    TENANT_UNPROVEN(State.FAILS, "tenant-unproven", "but no organisation is named, and the domain of MAIL FROM is no accepted domain"),
    SENDER_NOT_ACCEPTED(State.FAILS, "sender-not-accepted", "but the domain of MAIL FROM is no accepted domain of the connector"),
    SENDER_WITHOUT_DOMAIN(State.FAILS, "sender-without-domain", "but MAIL FROM is the null sender or has no domain, so it proves nothing");

    /** Whether the mail is own mail. */
    enum State { HOLDS, AWAITED, FAILS }

    private final State state;
    private final Cause cause;

    Proof(State state, String code, String words) {
        this.state = state;
        this.cause = new Cause(code, words);
    }

    boolean holds() {
        return state == State.HOLDS;
    }

    boolean fails() {
        return state == State.FAILS;
    }

    Cause cause() {
        return cause;
    }
}
