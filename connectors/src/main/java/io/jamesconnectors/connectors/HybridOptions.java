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
package io.jamesconnectors.connectors;

import java.util.Optional;

/**
 * What an outbound connector does for an organisation that is in two places.
 *
 * @param targetDeliveryDomain the other side's name for the domains that we share with it, such as {@code tenant.mail.onmicrosoft.com}: the envelope recipient
 *     of mail for
 *     a mailbox over there gets it, the header does not. Empty leaves the recipient as it is
 * @param cloudServicesMailEnabled whether the other side is told what the header says about a message ({@code X-MS-Exchange-Organization-*})
 * @param senderRewritingEnabled whether a sender in none of our accepted domains is replaced by one of ours, to which bounces find back (SRS)
 */
public record HybridOptions(Optional<DomainName> targetDeliveryDomain, boolean cloudServicesMailEnabled, boolean senderRewritingEnabled) {
    /** Nothing of all that. */
    public static final HybridOptions NONE = new HybridOptions(Optional.empty(), false, false);
}
