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
package io.jamesconnectors.server.published;

/**
 * How fresh a published list is.
 *
 * @param name what {@code senderIPAddresses} calls it
 * @param there whether there is a good list
 * @param confirmed when the web service last said that the list is the current one; milliseconds since 1970, UTC; 0 when never
 */
public record Freshness(String name, boolean there, long confirmed) {
}
