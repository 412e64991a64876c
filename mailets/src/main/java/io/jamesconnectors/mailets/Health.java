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
package io.jamesconnectors.mailets;

import java.time.Instant;
import java.util.Collection;

import io.jamesconnectors.connectors.replies.TroubleClass;
import io.jamesconnectors.mailets.activity.ConnectorActivity;
import io.jamesconnectors.mailets.activity.Event;
import io.jamesconnectors.mailets.activity.Trouble;
import io.jamesconnectors.mailets.notice.Advice;
import io.jamesconnectors.smtp.delivery.Failure;

/**
 * What the outcomes of attempts say of a connector. It works when a recipient was delivered. It fails when a mail has to wait, unless we are just too fast, and when one is refused
 * with a reply that lasts until somebody changes something; any other refusal is about that mail and its recipients.
 */
final class Health {
    private Health() {
    }

    static void delivered(ConnectorActivity activity, Outcomes outcomes, Instant now) {
        if (!outcomes.delivered.isEmpty()) {
            activity.count(Event.DELIVERED, outcomes.delivered.size(), now);
            activity.works();
        }
    }

    static void deferred(ConnectorActivity activity, Outcomes outcomes, Failure first, Instant now) {
        activity.count(Event.DEFERRED, outcomes.deferred.size(), now);
        activity.count(Event.THROTTLED, outcomes.throttled(), now);
        if (outcomes.throttled() == 0) {
            activity.fails(trouble(first, now));
        }
    }

    static void failed(ConnectorActivity activity, Collection<Failure> failures, Instant now) {
        activity.count(Event.FAILED, failures.size(), now);
        failures.stream().filter(Health::lastsUntilChanged).findFirst()
            .ifPresent(failure -> activity.fails(trouble(failure, now)));
    }

    private static boolean lastsUntilChanged(Failure failure) {
        return Advice.on(failure.asReply(), failure.host()).filter(entry -> entry.kind() == TroubleClass.CONFIGURATION).isPresent();
    }

    private static Trouble trouble(Failure failure, Instant now) {
        LastFailure cut = LastFailure.of(failure);
        return new Trouble(now, cut.reason(), cut.host(), cut.reply());
    }
}
