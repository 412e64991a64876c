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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;

/**
 * Recipients whose mail one connector protects, for some senders, while mail of the others leaves by a connector that asks for less. Which one that is, the routes say
 * themselves.
 */
final class WeakerRouteCheck {
    private final Findings findings;
    private final List<OutboundDraft> confined = new ArrayList<>();

    WeakerRouteCheck(Findings findings) {
        this.findings = findings;
    }

    /** For {@link OutboundReader}. */
    OutboundCheck gathering() {
        return draft -> {
            if (draft.connector().isChosenByAddress() && !draft.senders().isEmpty() && draft.senders().stream().noneMatch(entry -> entry.value() instanceof DomainPattern.Any)
                    && draft.connector().tlsSettings() != TlsSettings.OPPORTUNISTIC) {
                confined.add(draft);
            }
        };
    }

    /** Once the model is whole. */
    void finish(Supplier<OutboundRoutes> routes) {
        if (confined.isEmpty()) {
            return;
        }
        OutboundRoutes known = routes.get();
        for (OutboundDraft draft : confined) {
            for (Options.Entry<DomainPattern> entry : draft.recipients()) {
                Optional<OutboundConnector> ofOthers = domain(entry.value()).flatMap(recipient -> known.route(Optional.of(recipient), Optional.empty()).connector());
                if (ofOthers.isPresent() && !ofOthers.get().tlsSettings().isAtLeast(draft.connector().tlsSettings())) {
                    findings.add(Check.WEAKER_FOR_OTHERS, entry.place().position(), draft.called() + " demands " + draft.connector().tlsSettings().word() + " of mail to "
                        + Options.quoted(entry.place()) + ", and other senders' mail leaves by '" + ofOthers.get().name() + "' with " + ofOthers.get().tlsSettings().word());
                    break;
                }
            }
        }
    }

    private static Optional<DomainName> domain(DomainPattern pattern) {
        return pattern instanceof DomainPattern.Exactly exactly ? Optional.of(exactly.domain())
            : pattern instanceof DomainPattern.WithSubdomains below ? Optional.of(below.domain()) : Optional.empty();
    }
}
