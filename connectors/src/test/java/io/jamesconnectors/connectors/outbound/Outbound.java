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
package io.jamesconnectors.connectors.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;

/** An outbound connector in the words of its address space, for tests. */
record Outbound(String name, AddressSpace space, boolean enabled, boolean isRuleScoped, boolean isInTestMode) {

    static Outbound named(String name) {
        return new Outbound(name, AddressSpace.of(List.of()), true, false, false);
    }

    Outbound to(String... patterns) {
        return with(new AddressSpace(patterns(patterns), space.allAcceptedDomains(), space.senderDomains(), space.cost()));
    }

    Outbound allAcceptedDomains() {
        return with(new AddressSpace(space.recipientDomains(), true, space.senderDomains(), space.cost()));
    }

    Outbound from(String... patterns) {
        return with(new AddressSpace(space.recipientDomains(), space.allAcceptedDomains(), patterns(patterns), space.cost()));
    }

    Outbound cost(int cost) {
        return with(new AddressSpace(space.recipientDomains(), space.allAcceptedDomains(), space.senderDomains(), cost));
    }

    Outbound off() {
        return new Outbound(name, space, false, isRuleScoped, isInTestMode);
    }

    Outbound ruleScoped() {
        return new Outbound(name, space, enabled, true, isInTestMode);
    }

    Outbound testMode() {
        return new Outbound(name, space, enabled, isRuleScoped, true);
    }

    OutboundConnector connector() {
        return new OutboundConnector(ConnectorName.parse(name), ConnectorType.PARTNER, enabled, "", space, isRuleScoped, isInTestMode,
            new OutboundConnector.Route.MxRecords(SmartHost.DEFAULT_PORT), TlsSettings.OPPORTUNISTIC, List.of(), Optional.empty(), TlsOptions.DEFAULT, Submission.NONE, List.of(),
            ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT);
    }

    private Outbound with(AddressSpace changed) {
        return new Outbound(name, changed, enabled, isRuleScoped, isInTestMode);
    }

    private static List<DomainPattern> patterns(String... patterns) {
        return Arrays.stream(patterns).map(DomainPattern::parse).toList();
    }
}
