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
 * James Connectors inside James: what its configuration files name.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.server.InboundConnectorsHook} for {@code smtpserver.xml}: who may send;</li>
 *   <li>{@link io.jamesconnectors.server.ConnectorsModule} for {@code extensions.properties}: what hooks, mailets and routes share;</li>
 *   <li>{@link io.jamesconnectors.server.ConnectorsRoutes} for {@code webadmin.properties}: look at connectors and reload them.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.server;

import org.jspecify.annotations.NullMarked;
