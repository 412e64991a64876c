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
 * What a sender is told: notices after RFC 3464, without James's queues.
 * <ul>
 *   <li>{@link io.jamesconnectors.mailets.notice.Report} is what is told of the recipients of one mail;</li>
 *   <li>{@code Explanation} says it in plain words, {@code StatusFields} in the fields of RFC 3464, and {@code ReturnedMessage} shows what it is about;</li>
 *   <li>{@link io.jamesconnectors.mailets.notice.Notice} puts the three together;</li>
 *   <li>{@link io.jamesconnectors.mailets.notice.Advice} says what replies mean.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.mailets.notice;

import org.jspecify.annotations.NullMarked;
