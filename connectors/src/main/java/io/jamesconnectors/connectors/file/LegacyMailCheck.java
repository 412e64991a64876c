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
package io.jamesconnectors.connectors.file;

import java.util.List;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.outbound.IndirectSubmission;

/**
 * Where mail of old devices would wait for ever: connectors with less than {@link IndirectSubmission} demands, and ordinary delivery by MX where no
 * connector is for all.
 */
final class LegacyMailCheck implements OutboundCheck {
    private static final int MOST_NAMES = 5;

    private final List<Node> listeners;
    private final Findings findings;
    private boolean forAll;

    LegacyMailCheck(List<Node> listeners, Findings findings) {
        this.listeners = listeners;
        this.findings = findings;
    }

    @Override
    public void check(OutboundDraft draft) {
        OutboundConnector connector = draft.connector();
        if (listeners.isEmpty() || !connector.enabled() || connector.testMode()) {
            return;
        }
        forAll |= connector.isChosenByAddress() && isForAll(connector.addressSpace());
        if (!IndirectSubmission.mayLeaveBy(connector)) {
            boolean floor = connector.tlsSettings().isAtLeast(IndirectSubmission.FLOOR);
            findings.add(Check.LEGACY_MAIL_WAITS, draft.at(floor ? "tlsOptions" : "tlsSettings"),
                draft.called() + " has " + IndirectSubmission.weakness(connector) + ", less than mail of " + called() + " may leave by (expected: tlsSettings "
                    + IndirectSubmission.FLOOR.word() + " or more, and no version of TLS before " + IndirectSubmission.OLDEST.word() + ")");
        }
    }

    @Override
    public void finish() {
        if (!listeners.isEmpty() && !forAll) {
            findings.add(Check.LEGACY_MAIL_WAITS, listeners.get(0).position(), "mail of " + called()
                + " to recipients without a connector would go by MX, over TLS only where offered (expected: an outbound connector for *)",
                "add an outbound connector with <recipientDomains>*</recipientDomains> and <tlsSettings> of EncryptionOnly or more; "
                    + "or nothing, if the devices send to no other recipients.");
        }
    }

    private static boolean isForAll(AddressSpace space) {
        DomainPattern any = new DomainPattern.Any();
        return space.recipientDomains().contains(any) && (space.senderDomains().isEmpty() || space.senderDomains().contains(any));
    }

    private String called() {
        List<String> names = listeners.stream().flatMap(listener -> listener.attribute("name").stream()).map(Options::quoted).distinct().toList();
        return "the legacy listener" + (names.size() > 1 ? "s " : " ") + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
            + (names.size() > MOST_NAMES ? ", …" : "");
    }
}
