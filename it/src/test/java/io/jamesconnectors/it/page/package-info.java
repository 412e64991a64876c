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
 * The page of the web administration, in a real browser before a real gateway.
 * <ul>
 *   <li>{@code Browser}, {@code Tab}, {@code DevTools}: a Chromium without a window, and what somebody does there;</li>
 *   <li>{@code PageTest}: an administrator's day; {@code InjectionTest}: strangers who write script into everything.</li>
 * </ul>
 */
package io.jamesconnectors.it.page;
