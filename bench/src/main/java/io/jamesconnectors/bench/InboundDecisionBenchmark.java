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
package io.jamesconnectors.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.connectors.inbound.Trust;

/** What one inbound decision costs, whatever the number of connectors: a third of them each by address, by certificate, and for partners. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class InboundDecisionBenchmark {
    @Param({"10", "1000", "100000"})
    private int connectors;

    private InboundRules rules = InboundRules.of(Connectors.NONE);
    private List<ConnectionFacts> grantByAddress = List.of();
    private List<ConnectionFacts> grantByCertificate = List.of();
    private List<ConnectionFacts> refusedStranger = List.of();
    private List<ConnectionFacts> partnerTermsMet = List.of();
    private int next;

    /** Makes the rules, and 64 requests of each kind from all over them, so that no branch or cache line is always the same. */
    @Setup
    public void prepare() {
        List<InboundConnector> inbound = new ArrayList<>();
        for (int i = 0; i < connectors; i++) {
            inbound.add(connector(i));
        }
        rules = InboundRules.of(new Connectors(
            List.of(new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.AUTHORITATIVE, true)), inbound, List.of(), List.of()));
        grantByAddress = requests(0, i -> facts(i, Optional.empty(), "contoso.com", false));
        grantByCertificate = requests(1, i -> facts(-1, Optional.of(i), "fabrikam.com", false));
        refusedStranger = requests(0, i -> facts(-1 - i, Optional.empty(), "contoso.com", false));
        partnerTermsMet = requests(2, i -> facts(i, Optional.empty(), "partner" + i + ".example", true));
        next = 0;
    }

    /** A device in a listed network relays to the outside. */
    @Benchmark
    public Decision grantByAddress() {
        return rules.decide(grantByAddress.get(next++ & 63));
    }

    /** A server with a certificate relays to the outside. */
    @Benchmark
    public Decision grantByCertificate() {
        return rules.decide(grantByCertificate.get(next++ & 63));
    }

    /** Anyone tries to relay. */
    @Benchmark
    public Decision refusedStranger() {
        return rules.decide(refusedStranger.get(next++ & 63));
    }

    /** A partner sends to us, over TLS and from its addresses as demanded. */
    @Benchmark
    public Decision partnerTermsMet() {
        return rules.decide(partnerTermsMet.get(next++ & 63));
    }

    private static InboundConnector connector(int i) {
        ConnectorName name = ConnectorName.parse("Connector " + i);
        List<Cidr> blocks = List.of(new Cidr(InetAddresses.fromInteger(block(i)), 28));
        return switch (i % 3) {
            case 0 -> InboundConnector.of(name, ConnectorType.ORGANIZATION).senderIPAddresses(blocks).build();
            case 1 -> InboundConnector.of(name, ConnectorType.ORGANIZATION)
                .certificate(Optional.of(SenderCertificate.named(List.of(DomainPattern.parse("host" + i + ".contoso.com"))))).build();
            default -> InboundConnector.of(name, ConnectorType.PARTNER).senderDomains(List.of(DomainPattern.parse("*.partner" + i + ".example")))
                .senderIPAddresses(blocks).requireTls(true).restrictDomainsToIPAddresses(true).build();
        };
    }

    private List<ConnectionFacts> requests(int kind, IntFunction<ConnectionFacts> made) {
        List<ConnectionFacts> requests = new ArrayList<>();
        int ofThatKind = (connectors - kind + 2) / 3;
        for (int i = 0; i < 64; i++) {
            requests.add(made.apply(kind + 3 * (int) (i * 7919L % ofThatKind)));
        }
        return requests;
    }

    private static ConnectionFacts facts(int place, Optional<Integer> certificate, String sender, boolean ours) {
        Optional<CertificateFacts> presented = certificate.map(i -> new CertificateFacts(
            List.of(new CertificateName(DomainName.parse("host" + i + ".contoso.com"), false)), "cn=issuer", Set.of(), true, true,
            Map.of(TrustSource.JAVA, Trust.TRUSTED)));
        return new ConnectionFacts("mx", InetAddresses.fromInteger(block(place) + 5), Optional.of(new TlsFacts(TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384", presented)),
            Optional.empty(), DomainName.tryParse(sender), OriginatorOrg.NONE, OriginatorOrg.NOT_YET, DomainName.tryParse(ours ? "contoso.com" : "outside.example"),
            ours, false);
    }

    /** The network of that number; those of negative numbers are nobody's. */
    private static int block(int i) {
        return (80 << 24) + i * 16;
    }
}
