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
package io.jamesconnectors.smtp.session;

import javax.net.ssl.SSLSession;

import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.TlsVerdict;

/** Is told what happens on a connection while it happens, on the thread that waits for it; what it does takes time off nobody but that thread. */
public interface SessionWatcher {
    /** Looks away. */
    SessionWatcher NOBODY = new SessionWatcher() {
    };

    /** A phase begins. Those of an opening come in their order, and anew with each connection that it takes. */
    default void entered(Phase phase) {
    }

    /** The server has answered; in {@link Phase#EHLO} with what it offers, before or after TLS. Of a login nothing is told, since parts of it may be secret. */
    default void said(Phase phase, Reply reply) {
    }

    /** The handshake is over, and judged: below the floor the connection ends after this. */
    default void verified(SSLSession session, TlsVerdict verdict) {
    }

    /** This connection was of no use, and another follows: in clear where the floor allows it, or with a new token. */
    default void again(SessionException why) {
    }
}
