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
 * The gateway: Apache James embedded, with connectors and mail on disk, ready to run.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.gateway.GatewayMain} is the command {@code james-connectors}; {@code RunCommand} is {@code run};</li>
 *   <li>{@code Gateway} is a running gateway: lock, first start, broker, James, and the way back down;</li>
 *   <li>{@code FirstStart} makes the certificate and the token; {@code TokenFilter} asks for the token;</li>
 *   <li>{@code JamesFiles} puts together what James reads; {@code StartFailure} is one line that says why not.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.gateway;

import org.jspecify.annotations.NullMarked;
