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
 * {@code connectors.xml} in, one immutable snapshot or a list of diagnostics out.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.file.ConnectorsFile} reads a file once; {@link io.jamesconnectors.connectors.file.LiveConnectors}
 *       holds the configuration in force and swaps it whole;</li>
 *   <li>the way of a file: text → well-formed → placed elements → known to the schema → typed options → model;</li>
 *   <li>each step adds diagnostics and goes on, so that one reading tells everything that is wrong.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.connectors.file;

import org.jspecify.annotations.NullMarked;
