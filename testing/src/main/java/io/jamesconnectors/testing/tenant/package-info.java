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
 * A stand-in for one tenant of Exchange Online that shares its domain with servers on premises.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.testing.tenant.TenantSimulator} is the front: {@link io.jamesconnectors.testing.tenant.TenantSetup set it up}, send as its
 *       mailboxes, read what they got and what happened;</li>
 *   <li>{@link io.jamesconnectors.testing.tenant.Recipients} are its mailboxes and mail users, which can move;</li>
 *   <li>{@code Intake} gets mail from the endpoints of {@link io.jamesconnectors.testing.office365}, {@code Transport} moves it, {@code Routing} says where to,
 *       {@code HeaderFirewall} what it looks like, {@code Carrier} brings it to other servers, {@code Journal} remembers;</li>
 *   <li>{@link io.jamesconnectors.testing.tenant.TenantSwitches} decide what Microsoft has not published.</li>
 * </ul>
 * None of it is Microsoft's software. "Reference" means the project's notes on Exchange Online, by section.
 */
@NullMarked
package io.jamesconnectors.testing.tenant;

import org.jspecify.annotations.NullMarked;
