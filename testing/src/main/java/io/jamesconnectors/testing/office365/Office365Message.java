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
package io.jamesconnectors.testing.office365;

import java.time.Instant;
import java.util.Optional;

import io.jamesconnectors.testing.ReceivedMessage;

/**
 * A message that the stand-in has taken.
 *
 * @param at when, by the clock of the stand-in
 * @param mailbox the address of the mailbox that was logged in; empty at the MX endpoint
 * @param connector the inbound connector that it was attributed to; empty where there was none
 * @param message envelope and content
 * @param peer who brought it
 */
public record Office365Message(Instant at, Optional<String> mailbox, Optional<String> connector, ReceivedMessage message, Peer peer) {
}
