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
package io.jamesconnectors.smtp.delivery;

/**
 * Sums since the start of a {@link Delivery}, and what it holds at the moment.
 *
 * @param connectionsOpened TCP connections that were established
 * @param handshakes TLS handshakes that were completed
 * @param messagesSent transactions that the server ended with a positive reply
 * @param idleConnections open and waiting for work, now
 * @param activeConnections open and at work, now
 */
public record DeliveryCounters(long connectionsOpened, long handshakes, long messagesSent, int idleConnections, int activeConnections) {
}
