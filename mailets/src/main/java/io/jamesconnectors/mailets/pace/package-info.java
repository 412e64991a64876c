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
/**
 * How fast a connector may send.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.mailets.pace.ConnectorPace} keeps the limits that the file sets, those of a new address among them;</li>
 *   <li>{@link io.jamesconnectors.mailets.pace.Throttle} slows down when the other side asks for it, and recovers;</li>
 *   <li>{@link io.jamesconnectors.mailets.pace.PaceLedger} remembers what was sent through a restart.</li>
 * </ul>
 * Time is a parameter everywhere; nothing here waits or knows James.
 */
@NullMarked
package io.jamesconnectors.mailets.pace;

import org.jspecify.annotations.NullMarked;
