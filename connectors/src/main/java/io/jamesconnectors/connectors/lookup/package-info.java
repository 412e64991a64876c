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
 * Finds what belongs to an address or a domain, fast.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.lookup.CidrMap}: address blocks, the longest prefix first;</li>
 *   <li>{@link io.jamesconnectors.connectors.lookup.DomainMap}: the exact domain, then the longest wildcard, then {@code *}.</li>
 * </ul>
 * Both are built once and never change.
 */
@NullMarked
package io.jamesconnectors.connectors.lookup;

import org.jspecify.annotations.NullMarked;
