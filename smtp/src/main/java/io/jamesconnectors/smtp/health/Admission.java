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
package io.jamesconnectors.smtp.health;

import java.time.Duration;

/** Where an attempt may go. */
public sealed interface Admission {

    /** To this host; the visit is to be closed. */
    record Entered(Visit visit) implements Admission {
    }

    /**
     * Nowhere: all hosts are dead and no probe is due.
     *
     * @param target the one that will be probed first
     * @param lastFailure what happened there last
     * @param untilProbe how long that is
     */
    record AllDead(TargetName target, String lastFailure, Duration untilProbe) implements Admission {
    }

    /** Nowhere: those that live had enough to do all the time. */
    record AllFull() implements Admission {
    }
}
