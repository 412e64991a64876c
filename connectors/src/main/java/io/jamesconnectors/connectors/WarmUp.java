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
package io.jamesconnectors.connectors;

import java.time.LocalDate;
import java.util.List;

/**
 * How a new address begins: so many messages on its first day (UTC), so many on its second, and so on; after the last day only the ordinary limits hold.
 *
 * @param start the first day; before it, the amount of the first day holds
 * @param messagesPerDay one number a day, each at least 1, 1 to 90 of them
 */
public record WarmUp(LocalDate start, List<Long> messagesPerDay) {
    public WarmUp {
        messagesPerDay = List.copyOf(messagesPerDay);
        if (messagesPerDay.isEmpty() || messagesPerDay.size() > 90 || messagesPerDay.stream().anyMatch(amount -> amount < 1)) {
            throw new IllegalArgumentException("warmUp: " + messagesPerDay.size() + " days (expected: 1 to 90, each of at least one message)");
        }
    }

    /** Whether the schedule still holds back, and by how much: the messages of that day, 0 for no limit. */
    public long messagesOn(LocalDate day) {
        long index = Math.max(0, day.toEpochDay() - start.toEpochDay());
        return index < messagesPerDay.size() ? messagesPerDay.get((int) index) : 0;
    }
}
