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
package io.jamesconnectors.connectors.explain;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a connector, or one of its mailboxes, uses of its limits now.
 *
 * @param underWay how many mails are being sent
 * @param atOnce how many may be, as far as the other side lets us; 0 during a pause
 * @param counted what has gone out, by the name of the limit, such as {@code messagesPerMinute}
 * @param throttled how many steps it holds back because the other side said so, 0 for not at all
 * @param pause how long nothing is sent
 * @param waiting how many mails wait; empty where nobody can tell
 */
public record Usage(int underWay, int atOnce, Map<String, Long> counted, int throttled, Duration pause, OptionalLong waiting) {
    public Usage {
        counted = Map.copyOf(counted);
    }
}
