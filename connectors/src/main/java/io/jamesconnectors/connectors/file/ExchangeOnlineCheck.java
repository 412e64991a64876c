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

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.diagnostics.Check;

/** What works here, and would not in an inbound connector of Exchange Online (New-InboundConnector, {@code SenderIPAddresses}). */
final class ExchangeOnlineCheck implements InboundCheck {
    private static final int WIDEST = 24;

    private final Findings findings;

    ExchangeOnlineCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        List<Options.Entry<Cidr>> foreign = draft.blocks().stream().filter(entry -> entry.value().isIpv6() || entry.value().prefixLength() < WIDEST).toList();
        if (!foreign.isEmpty()) {
            String more = foreign.size() == 1 ? "" : " and " + (foreign.size() - 1) + " more of its kind";
            findings.add(Check.NOT_IN_EXCHANGE_ONLINE, foreign.get(0).place().position(), draft.called() + " lists " + Options.quoted(foreign.get(0).place()) + more);
        }
    }
}
