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
 * A stand-in for what an Office 365 tenant offers to those who send: client submission, the MX endpoint and the token endpoint.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.testing.office365.Office365Simulator} is the front: start it, describe tenants, read the record;</li>
 *   <li>{@link io.jamesconnectors.testing.office365.Tenant}, {@link io.jamesconnectors.testing.office365.Mailbox},
 *       {@link io.jamesconnectors.testing.office365.App} and {@link io.jamesconnectors.testing.office365.InboundConnector} are what an
 *       administrator sets up;</li>
 *   <li>{@link io.jamesconnectors.testing.office365.SmtpEndpoint} and {@link io.jamesconnectors.testing.office365.TokenEndpoint} listen on loopback;</li>
 *   <li>{@link io.jamesconnectors.testing.office365.Delivery} takes the mail further, if anybody does;</li>
 *   <li>the {@code …Switches} decide what Microsoft has not published.</li>
 * </ul>
 * None of it is Microsoft's software.
 */
@NullMarked
package io.jamesconnectors.testing.office365;

import org.jspecify.annotations.NullMarked;
