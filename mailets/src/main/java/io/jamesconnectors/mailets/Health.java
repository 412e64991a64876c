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
import io.jamesconnectors.smtp.session.Phase;

/**
 * What the outcomes of attempts say of a connector.
 *
 * <ul>
 *   <li>It works when a recipient was delivered.</li>
 *   <li>It fails when its hosts can't be used: before MAIL, or with a code of the system or the network (RFC 3463, {@code X.3} and {@code X.4}). Not where each recipient's domain has
 *       hosts of its own, of which these are only some.</li>
 *   <li>It fails with a reply that lasts until somebody changes something, whether mail waits for that or is refused.</li>
 *   <li>It defers when a mail is put off for anything else: greylisting, a full mailbox. Not when we are just too fast.</li>
 *   <li>Any other refusal is about that mail and its recipients.</li>
 * </ul>
 */
final class Health {
    private static final int SYSTEM = 3;
    private static final int NETWORK = 4;

    private Health() {
    }

    static void delivered(ConnectorActivity activity, Outcomes outcomes, Instant now) {
        if (!outcomes.delivered.isEmpty()) {
            activity.count(Event.DELIVERED, outcomes.delivered.size(), now);
            activity.works();
        }
    }

    static void deferred(ConnectorActivity activity, Holder holder, String mail, Outcomes outcomes, Failure first, Instant now) {
        activity.count(Event.DEFERRED, outcomes.deferred.size(), now);
        activity.count(Event.THROTTLED, outcomes.throttled(), now);
        if (outcomes.throttled() > 0) {
            return;
        }
        if (first.kind() == Failure.Kind.PERMANENT || lastsUntilChanged(first) || isOfTheHosts(first) && holder.hostsOfItsOwn()) {
            activity.fails(trouble(first, now));
        } else {
            activity.defers(trouble(first, now), mail);
        }
    }

    static void failed(ConnectorActivity activity, String mail, Collection<Failure> failures, Instant now) {
        activity.count(Event.FAILED, failures.size(), now);
        activity.givenUp(mail);
        failures.stream().filter(Health::lastsUntilChanged).findFirst()
            .ifPresent(failure -> activity.fails(trouble(failure, now)));
    }

    private static boolean isOfTheHosts(Failure failure) {
        return failure.phase().compareTo(Phase.MAIL) < 0 && failure.phase() != Phase.QUEUE || failure.enhanced().subject() == SYSTEM || failure.enhanced().subject() == NETWORK;
    }

    private static boolean lastsUntilChanged(Failure failure) {
        return Advice.on(failure.asReply(), failure.host()).filter(entry -> entry.kind() == TroubleClass.CONFIGURATION).isPresent();
    }

    private static Trouble trouble(Failure failure, Instant now) {
        LastFailure cut = LastFailure.of(failure);
        return new Trouble(now, cut.reason(), cut.host(), cut.reply());
    }
}
