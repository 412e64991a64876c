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
 * What a connector is: the immutable model that everything else reads.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.Connectors} is one checked configuration, whole;</li>
 *   <li>{@code file} turns {@code connectors.xml} into it, or into diagnostics;</li>
 *   <li>{@code inbound} decides who may send; {@code outbound} decides by which route;</li>
 *   <li>{@code lookup} finds addresses and domains fast; {@code diagnostics} says what is wrong and how to mend it.</li>
 * </ul>
 * No sockets, no threads, no James here.
 */
@NullMarked
package io.jamesconnectors.connectors;

import org.jspecify.annotations.NullMarked;
