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
package io.jamesconnectors.testing.office365;

/**
 * Whether a mailbox may log in to send.
 * Source: Microsoft, "Enable or disable authenticated client SMTP submission (SMTP AUTH) in Exchange Online",
 * {@code Set-CASMailbox -SmtpClientAuthenticationDisabled}.
 */
public enum SmtpLogins {
    /** {@code $null}: as the tenant says. */
    AS_TENANT,
    /** {@code $false}: even where the tenant does not allow it. */
    ENABLED,
    /** {@code $true}: even where the tenant allows it. */
    DISABLED
}
