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
 * Whether the mail that we send passes SPF (RFC 7208), and what to publish where it does not. Nothing here judges mail of others.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.spf.SpfAdvice} is what is asked; {@code SpfDomain} and {@code SpfFinding} what it answers;</li>
 *   <li>{@code SpfJudge} has James's jSPF evaluate a domain, which asks the DNS through {@code JspfDns}, and no other way;</li>
 *   <li>{@code SpfRecord} takes a record apart and puts it together again; {@code LookupCount} counts what evaluating it costs.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.spf;

import org.jspecify.annotations.NullMarked;
