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
 * Files with certificates and keys as text.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.pem.PemFile}: the blocks of a file, and whether they can be trusted certificates.</li>
 * </ul>
 * The check of a file and the server that uses it ask here, so what passes the check can be used.
 */
@NullMarked
package io.jamesconnectors.connectors.pem;

import org.jspecify.annotations.NullMarked;
