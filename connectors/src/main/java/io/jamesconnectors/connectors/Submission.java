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
package io.jamesconnectors.connectors;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * As whom a connector sends, and by which of Microsoft's options.
 *
 * @param option sets defaults and limits, and what is refused; only with {@link ConnectorType#OFFICE365}
 * @param mailboxes logged in as; empty means that nobody logs in. Only with smart hosts and a {@link TlsSettings} that verifies the certificate
 * @param fromRewrite what becomes of senders that no server would take; empty leaves them
 * @param warmUp how a new address begins; empty for none
 * @param staticAddresses the public addresses by which Microsoft sees us; nothing is bound to them. Empty where the file doesn't say
 */
public record Submission(Optional<SendingOption> option, List<Mailbox> mailboxes, Optional<FromRewrite> fromRewrite, Optional<WarmUp> warmUp,
        List<InetAddress> staticAddresses) {
    /** Nothing of all that. */
    public static final Submission NONE = new Submission(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public Submission {
        mailboxes = List.copyOf(mailboxes);
        staticAddresses = List.copyOf(staticAddresses);
    }

    /** Without static addresses. */
    public Submission(Optional<SendingOption> option, List<Mailbox> mailboxes, Optional<FromRewrite> fromRewrite, Optional<WarmUp> warmUp) {
        this(option, mailboxes, fromRewrite, warmUp, List.of());
    }
}
