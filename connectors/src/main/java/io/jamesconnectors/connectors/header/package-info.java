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
 * The header of a message, byte by byte.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.header.HeaderBlock} holds the fields as they stand there;</li>
 *   <li>{@link io.jamesconnectors.connectors.header.HeaderEdit} is a plan that removes, renames and adds fields while a message streams by;</li>
 *   <li>{@link io.jamesconnectors.connectors.header.AutomaticAnswer} tells reports from other mail.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.connectors.header;

import org.jspecify.annotations.NullMarked;
