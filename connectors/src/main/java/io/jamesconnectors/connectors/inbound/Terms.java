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

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Reason;

/** What one partner connector says about mail from one of its sender domains. */
final class Terms {
    private final Partner partner;
    private final ConnectorName name;
    private final String subject;
    private final Optional<Identification> bySenderDomain;
    private final Reason passed;
    private final List<Reason> passedAlone;

    Terms(Partner partner, ConnectorName name, DomainPattern pattern) {
        this.partner = partner;
        this.name = name;
        this.subject = "senderDomains " + pattern.asString() + " covers the sender";
        this.bySenderDomain = Optional.of(new Identification.BySenderDomain(pattern));
        this.passed = reason(partner.restricts()
            ? new Cause("partner-terms-met", "and all terms of the connector are met")
            : new Cause("partner-recognised", "and nothing restricts it"));
        this.passedAlone = List.of(passed);
    }

    ConnectorName connector() {
        return name;
    }

    Partner partner() {
        return partner;
    }

    /** The decision that the mail is the partner's. */
    Decision passed(ConnectionFacts facts, Notes notes) {
        Optional<Identification> proved = partner.identification(facts);
        return new Decision(Verdict.ORDINARY, Optional.empty(), partner.name(), proved.isPresent() ? proved : bySenderDomain,
            notes.isEmpty() ? passedAlone : notes.after(passed));
    }

    Reason reason(Cause cause) {
        return Reason.of(cause.code(), subject + ", " + cause.words() + ".", name);
    }
}
