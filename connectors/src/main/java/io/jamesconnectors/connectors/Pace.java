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

/**
 * How much an outbound connector sends at most. 0 means no limit.
 *
 * @param messagesPerMinute messages in a minute
 * @param messagesPerHour messages in an hour
 * @param messagesPerDay messages in 24 hours
 * @param recipientsPerMinute recipients in a minute
 * @param recipientsPerHour recipients in an hour
 * @param recipientsPerDay recipients in 24 hours
 */
public record Pace(long messagesPerMinute, long messagesPerHour, long messagesPerDay, long recipientsPerMinute, long recipientsPerHour, long recipientsPerDay) {
    /** As fast as it goes. */
    public static final Pace UNLIMITED = new Pace(0, 0, 0, 0, 0, 0);

    public Pace {
        if (Math.min(Math.min(messagesPerMinute, messagesPerHour), messagesPerDay) < 0
                || Math.min(Math.min(recipientsPerMinute, recipientsPerHour), recipientsPerDay) < 0) {
            throw new IllegalArgumentException("pace: a negative limit (expected: 0 or more)");
        }
    }
}
