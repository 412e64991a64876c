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
 * Where the recipients of a domain live that is in two places: the facts that {@link io.jamesconnectors.connectors.hybrid.PlaceRules} decides by, out of a
 * running James.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.matchers.place.Places}: gathers the facts and asks the rules; everybody asks here;</li>
 *   <li>{@link io.jamesconnectors.matchers.place.LocalUsers}: James's own users and mappings;</li>
 *   <li>{@link io.jamesconnectors.matchers.place.RoutingSources}: what files and directories say of the other side, kept in memory;</li>
 *   <li>{@link io.jamesconnectors.matchers.place.LoopAlarm}: counts and reports the loops that were broken.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.matchers.place;

import org.jspecify.annotations.NullMarked;
