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
package io.jamesconnectors.smtp.delivery;

import static io.jamesconnectors.smtp.delivery.Workbench.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;

/** Addresses of both families, as names and as literals, at both ends. */
class AddressesTest {
    private static final String[] ONE_MESSAGE = {"EHLO me.contoso.test", "MAIL FROM:<alice@contoso.test>", "RCPT TO:<bob@partner.test>", "DATA", ".", "QUIT"};

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void anExchangerMayHaveOnlyAnIpv6Address() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playingAt(address("::1"), SmtpScript.offering().takeMessage().quit())) {
            try (Workbench bench = new Workbench().byMx(server.port())) {
                bench.dns.mx("partner.test", "mx.partner.test").address("mx.partner.test", "::1");
                DeliveryResult result = bench.send();
                assertThat(Workbench.outcomeOf(result)).isInstanceOf(RecipientOutcome.Delivered.class);
                assertThat(result.attempts().get(0).asLogLine()).contains("address=[0:0:0:0:0:0:0:1]:" + server.port());
            }
            assertThat(server.transcript()).containsExactly(ONE_MESSAGE);
        }
    }

    @Test
    void aSmartHostMayBeAnIpv6Literal() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playingAt(address("::1"), SmtpScript.offering().takeMessage().quit())) {
            try (Workbench bench = new Workbench().to("::1", server.port())) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).containsExactly(ONE_MESSAGE);
        }
    }

    @Test
    void theOtherFamilyIsTriedWhenOneDoesNotAnswer() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().takeMessage().quit()); Workbench bench = new Workbench().to("relay.test", server.port())) {
            bench.dns.address("relay.test", "::1", "127.0.0.1");
            DeliveryResult result = bench.send();
            assertThat(Workbench.outcomeOf(result)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(result.attempts()).extracting(AttemptTrace::address).containsExactly("0:0:0:0:0:0:0:1", "127.0.0.1");
        }
    }

    @Test
    void addressLiteralsKeepTheirBrackets() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").on("RCPT", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().say("250 ok").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                bench.delivery().attempt(bench.connector(), Optional.empty(), Workbench.PARTNER, Envelope.of("alice@[192.0.2.7]", List.of("bob@[192.0.2.1]", "ann@[IPv6:2001:db8::1]")), Workbench.BODY,
                    "[IPv6:2001:db8::7]");
            }
            assertThat(server.transcript()).containsExactly("EHLO [IPv6:2001:db8::7]", "MAIL FROM:<alice@[192.0.2.7]>", "RCPT TO:<bob@[192.0.2.1]>", "RCPT TO:<ann@[IPv6:2001:db8::1]>",
                "DATA", ".", "QUIT");
        }
    }

    @Test
    void connectionsComeFromTheAddressThatWasChosen() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().takeMessage().quit())) {
            try (Workbench bench = new Workbench().to(server.host(), server.port()).from((connector, target) -> Optional.of(address("127.0.0.5")))) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.clientAddress(0)).isEqualTo(address("127.0.0.5"));
        }
    }

    @Test
    void connectionsComeFromTheAddressOfTheConnectorOfTheSameFamily() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().takeMessage().quit())) {
            try (Workbench bench = new Workbench().to(server.host(), server.port()).leavingFrom(address("::1"), address("127.0.0.7"))) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.clientAddress(0)).isEqualTo(address("127.0.0.7"));
        }
    }

    @Test
    void aConnectorWithAnAddressOfOneFamilyReachesNoTargetOfTheOther() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().takeMessage().quit());
                Workbench bench = new Workbench().to(server.host(), server.port()).leavingFrom(address("::1"))) {
            assertThat(failure(bench.outcome()).reason()).contains("another family");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void aConnectionFromOneAddressIsNotUsedForMailOfAnother() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().takeMessage().quit())) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                bench.from((connector, target) -> Optional.of(address("127.0.0.5"))).outcome();
                bench.from((connector, target) -> Optional.of(address("127.0.0.6"))).outcome();
            }
            assertThat(List.of(server.clientAddress(0), server.clientAddress(1))).containsExactly(address("127.0.0.5"), address("127.0.0.6"));
        }
    }

    @Test
    void mailLeavesFromNoOtherAddressThanTheOneChosen() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().takeMessage().quit()); Workbench bench = new Workbench().to(server.host(), server.port())) {
            for (String notOurs : List.of("192.0.2.1", "::1")) {
                RecipientOutcome outcome = bench.from((connector, target) -> Optional.of(address(notOurs))).outcome();
                assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
                assertThat(failure(outcome).asReply()).isEqualTo("451 4.3.0 Local error");
            }
            assertThat(server.connections()).isZero();
        }
    }
}
