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
 * James matchers that ask how a mail came in, for {@code mailetcontainer.xml}, where their full name stands.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.matchers.InboundAttributes}: the names of the mail attributes that they read;</li>
 *   <li>{@link io.jamesconnectors.matchers.InboundConnectorIs}, {@link io.jamesconnectors.matchers.InboundIdentifiedBy}: whose mail it is, and how we know;</li>
 *   <li>{@link io.jamesconnectors.matchers.InboundOverTls}, {@link io.jamesconnectors.matchers.InboundCertificateIs}: over which security it came;</li>
 *   <li>{@link io.jamesconnectors.matchers.InboundIsInternal}, {@link io.jamesconnectors.matchers.InboundTrueSourceIn}: how filters shall see it.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.matchers;

import org.jspecify.annotations.NullMarked;
