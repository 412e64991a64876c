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
package io.jamesconnectors.server.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.jamesconnectors.mailets.activity.Event;
import io.jamesconnectors.mailets.activity.LastHour;

/**
 * Numbers of recipients in each of the last minutes, the oldest first; the last one is of the minute that is not over. Outbound: delivered, deferred, of which throttled, and
 * failed. Inbound: accepted and refused.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryJson(int minutes, @Nullable List<Integer> delivered, @Nullable List<Integer> deferred, @Nullable List<Integer> throttled, @Nullable List<Integer> failed,
        @Nullable List<Integer> accepted, @Nullable List<Integer> refused) {

    static HistoryJson outbound(LastHour hour) {
        return new HistoryJson(LastHour.MINUTES, hour.of(Event.DELIVERED), hour.of(Event.DEFERRED), hour.of(Event.THROTTLED), hour.of(Event.FAILED), null, null);
    }

    static HistoryJson inbound(LastHour hour) {
        return new HistoryJson(LastHour.MINUTES, null, null, null, null, hour.of(Event.ACCEPTED), hour.of(Event.REFUSED));
    }
}
