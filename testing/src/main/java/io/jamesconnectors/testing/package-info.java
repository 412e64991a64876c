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
 * Stand-ins for the outside world: certificates, name servers, mail servers and clocks that tests, the demo and the benchmark control.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.testing.TestCa} issues certificates, sound and unsound ones;</li>
 *   <li>{@link io.jamesconnectors.testing.SinkSmtpServer} takes all mail and counts it;
 *       {@link io.jamesconnectors.testing.ScriptedSmtpServer} misbehaves as a {@link io.jamesconnectors.testing.SmtpScript} tells it to;</li>
 *   <li>{@link io.jamesconnectors.testing.office365.Office365Simulator} stands in for Office 365: submission, MX endpoint, tokens;</li>
 *   <li>{@link io.jamesconnectors.testing.tenant.TenantSimulator} stands in for a whole tenant beside own servers: mailboxes, connectors, routing;</li>
 *   <li>{@link io.jamesconnectors.testing.FakeDns} answers from a table; {@link io.jamesconnectors.testing.MutableClock} stands still.</li>
 * </ul>
 * Everything binds to loopback on a port that the system picks. Nothing here is part of a release.
 */
@NullMarked
package io.jamesconnectors.testing;

import org.jspecify.annotations.NullMarked;
