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
 * Which hosts are worth a connection.
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.health.TargetHealth} lets attempts in, and keeps them from hosts that do not answer;</li>
 *   <li>{@code HostHealth} is the arithmetic of it for one host: a pure function of what happened and of the time, tested with integers;</li>
 *   <li>a {@link io.jamesconnectors.smtp.health.Visit} is one attempt at one host, which tells how it went.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.health;

import org.jspecify.annotations.NullMarked;
