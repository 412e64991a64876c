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
 * Connections that are kept open for the next message.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.pool.ConnectionPool} lends them; a {@link io.jamesconnectors.smtp.pool.Lease} is one loan;</li>
 *   <li>{@code PoolLedger} is the arithmetic of it: a pure function of what happened and of the time, tested with integers;</li>
 *   <li>{@link io.jamesconnectors.smtp.pool.PoolKey} says which connections are interchangeable.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.pool;

import org.jspecify.annotations.NullMarked;
