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
package io.jamesconnectors.mailets;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.james.core.MailAddress;

import io.jamesconnectors.connectors.DomainName;

/**
 * The recipients that one attempt serves. How many of them share one MAIL command is the delivery's business.
 *
 * @param domain whose hosts are asked; empty when the recipients have no domain name, such as address literals
 * @param recipients as the mail has them, and how each is sent
 */
record Transaction(Optional<DomainName> domain, Map<MailAddress, Way.Sent> recipients) {

    /** The transactions that a mail takes: one for smart hosts, one for each domain with an MX route. */
    static List<Transaction> of(Map<MailAddress, Way.Sent> recipients) {
        Map<String, Map<MailAddress, Way.Sent>> byDomain = new LinkedHashMap<>();
        recipients.forEach((recipient, way) -> byDomain.computeIfAbsent(way.domain(), key -> new LinkedHashMap<>()).put(recipient, way));
        return byDomain.values().stream().map(group -> new Transaction(domain(group.values()), group)).toList();
    }

    private static Optional<DomainName> domain(Collection<Way.Sent> recipients) {
        return recipients.stream().map(Way.Sent::recipientDomain).flatMap(Optional::stream).findFirst();
    }
}
