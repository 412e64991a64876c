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
package io.jamesconnectors.connectors.hybrid;

/**
 * What a message says of the way that it has made.
 *
 * @param count how often this server has passed it from one side to the other, as far as it has signed so; see {@link LoopGuard}
 * @param received how many {@code Received} fields it has (RFC 5321 §6.3), whoever wrote them
 * @param tooLarge whether the header is larger than what is looked at, so that the other two may be too low
 */
public record Crossings(int count, int received, boolean tooLarge) {
    /** A message that starts here, or whose header is not there yet: at RCPT. */
    public static final Crossings NONE = new Crossings(0, 0, false);
    /** As often may a message cross; the next time it is taken to circle. Some cross twice with good reason, by a list there that has members here. */
    public static final int MOST = 4;
    /** As many {@code Received} fields may a message have that crosses (RFC 5321 §6.3). */
    public static final int MOST_RECEIVED = 100;

    boolean areTooMany() {
        return count >= MOST || received >= MOST_RECEIVED;
    }
}
