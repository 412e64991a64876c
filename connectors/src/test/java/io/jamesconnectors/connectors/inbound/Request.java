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
package io.jamesconnectors.connectors.inbound;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;

/** One recipient of one transaction, for tests: {@code from("192.0.2.1").mail("a@contoso.com").rcptOutside()}. */
record Request(ConnectionFacts facts) {

    /** A connection in clear, the null sender, one of our recipients, no rights. */
    static Request from(String address) {
        return new Request(new ConnectionFacts("smtp", InetAddresses.forString(address), Optional.empty(), Optional.empty(), Optional.empty(),
            OriginatorOrg.NONE, OriginatorOrg.NOT_YET, DomainName.tryParse("ours.example"), true, false));
    }

    Request tls() {
        return tls(new TlsFacts(TlsVersion.TLS_1_3, "TLS_AES_128_GCM_SHA256", Optional.empty()));
    }

    Request tls(TlsFacts tls) {
        return new Request(new ConnectionFacts(facts.listener(), facts.clientAddress(), Optional.of(tls), facts.login(), facts.senderDomain(),
            facts.xoorg(), facts.originatorOrg(), facts.recipientDomain(), facts.recipientIsOurs(), facts.serverAllowsRelaying()));
    }

    Request login(String user) {
        return new Request(new ConnectionFacts(facts.listener(), facts.clientAddress(), facts.tls(), Optional.of(user), facts.senderDomain(),
            facts.xoorg(), facts.originatorOrg(), facts.recipientDomain(), facts.recipientIsOurs(), true));
    }

    /** {@code a@contoso.com}, or {@code <>}. */
    Request mail(String sender) {
        return new Request(new ConnectionFacts(facts.listener(), facts.clientAddress(), facts.tls(), facts.login(),
            DomainName.tryParse(sender.substring(sender.indexOf('@') + 1)),
            facts.xoorg(), facts.originatorOrg(), facts.recipientDomain(), facts.recipientIsOurs(), facts.serverAllowsRelaying()));
    }

    Request rcptOutside() {
        return new Request(new ConnectionFacts(facts.listener(), facts.clientAddress(), facts.tls(), facts.login(), facts.senderDomain(),
            facts.xoorg(), facts.originatorOrg(), DomainName.tryParse("outside.example"), false, facts.serverAllowsRelaying()));
    }

    Request serverRelays() {
        return new Request(new ConnectionFacts(facts.listener(), facts.clientAddress(), facts.tls(), facts.login(), facts.senderDomain(),
            facts.xoorg(), facts.originatorOrg(), facts.recipientDomain(), facts.recipientIsOurs(), true));
    }

    /** Over TLS 1.3 with a trusted certificate of these names, for clients and servers. */
    Request certificate(String... names) {
        return certificate(Trust.TRUSTED, names);
    }

    /** The same, with a chain of that worth by Java's roots. */
    Request certificate(Trust trust, String... names) {
        return certificate(new CertificateFacts(Arrays.stream(names).map(name -> name.startsWith("*.")
            ? new CertificateName(DomainName.parse(name.substring(2)), true)
            : new CertificateName(DomainName.parse(name), false)).toList(), "cn=issuer", Set.of(), true, true, Map.of(TrustSource.JAVA, trust)));
    }

    Request certificate(CertificateFacts certificate) {
        return tls(new TlsFacts(TlsVersion.TLS_1_3, "TLS_AES_128_GCM_SHA256", Optional.of(certificate)));
    }

    Request tls(TlsVersion version) {
        return tls(new TlsFacts(version, "TLS_RSA_WITH_AES_128_CBC_SHA", Optional.empty()));
    }

    Request listener(String name) {
        return new Request(new ConnectionFacts(name, facts.clientAddress(), facts.tls(), facts.login(), facts.senderDomain(),
            facts.xoorg(), facts.originatorOrg(), facts.recipientDomain(), facts.recipientIsOurs(), facts.serverAllowsRelaying()));
    }

    Request xoorg(OriginatorOrg said) {
        return new Request(new ConnectionFacts(facts.listener(), facts.clientAddress(), facts.tls(), facts.login(), facts.senderDomain(),
            said, facts.originatorOrg(), facts.recipientDomain(), facts.recipientIsOurs(), facts.serverAllowsRelaying()));
    }

    Request header(OriginatorOrg said) {
        return new Request(facts.with(said));
    }

    /** One of our recipients in that domain. */
    Request rcpt(String domain) {
        return new Request(new ConnectionFacts(facts.listener(), facts.clientAddress(), facts.tls(), facts.login(), facts.senderDomain(),
            facts.xoorg(), facts.originatorOrg(), DomainName.tryParse(domain), true, facts.serverAllowsRelaying()));
    }
}
