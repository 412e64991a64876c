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


import java.time.Instant;

import org.apache.james.metrics.api.MetricFactory;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.Verdict;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.activity.ConnectorActivity;
import io.jamesconnectors.mailets.activity.Event;
import io.jamesconnectors.mailets.activity.Trouble;

/**
 * Counts decisions in James's registry, as {@code connectors.inbound.<connector>.<verdict>}. The connector is its {@link ConnectorName#encoded encoded}
 * name; {@code none} stands for no connector, and {@code none_} for one of that name.
 * There are no more names than configured connectors, times verdicts. What became of each decision is kept in the {@link ActivityLog} too.
 */
final class DecisionCounters {
    private static final String PREFIX = "connectors.inbound.";
    private static final String NONE = "none";

    private final MetricFactory metrics;
    private final ActivityLog activity;

    DecisionCounters(MetricFactory metrics, ActivityLog activity) {
        this.metrics = metrics;
        this.activity = activity;
    }

    void count(Decision decision) {
        metrics.generate(PREFIX + decision.connector().map(DecisionCounters::encoded).orElse(NONE) + '.' + DecisionLine.verdict(decision)).increment();
        // A decision that awaits the message is followed by another one.
        if (decision.verdict() != Verdict.AWAIT_MESSAGE) {
            decision.connector().ifPresent(connector -> {
                note(decision, activity.inbound(connector));
                decision.reply().ifPresentOrElse(reply -> activity.refused(connector, reply.code() + " " + reply.enhanced()), () -> activity.accepted(connector));
            });
        }
    }

    private void note(Decision decision, ConnectorActivity connector) {
        Instant now = activity.now();
        connector.count(decision.verdict() == Verdict.REFUSE ? Event.REFUSED : Event.ACCEPTED, 1, now);
        decision.reply().ifPresent(reply -> connector.fails(new Trouble(now, decision.decidedBy().sentence(), "", reply.code() + " " + reply.enhanced() + " " + reply.text())));
    }

    static String encoded(ConnectorName connector) {
        String encoded = connector.encoded();
        return encoded.equals(NONE) ? NONE + '_' : encoded;
    }
}
