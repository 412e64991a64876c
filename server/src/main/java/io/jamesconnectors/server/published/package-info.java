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
 * Keeps the published address ranges up to date, on a thread of its own.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.server.published.PublishedLists} is the thread and its timetable;</li>
 *   <li>{@code ListUpdate} asks the web service for one list, once; {@code Pace} says when to ask again;</li>
 *   <li>{@code ListFolder} keeps the list and, beside it, the {@code Note} of what is known about it;</li>
 *   <li>{@code Web} fetches, {@code HttpWeb} from the network.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.server.published;

import org.jspecify.annotations.NullMarked;
