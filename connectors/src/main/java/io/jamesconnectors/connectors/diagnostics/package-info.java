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
 * What is wrong in a configuration, said so that an administrator can mend it.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.diagnostics.Check}: every rule with its stable id;</li>
 *   <li>{@link io.jamesconnectors.connectors.diagnostics.Diagnostic}: one violation at one position;</li>
 *   <li>{@link io.jamesconnectors.connectors.diagnostics.CheckCatalogue}: the explanation of each rule.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.connectors.diagnostics;

import org.jspecify.annotations.NullMarked;
