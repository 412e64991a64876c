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
package io.jamesconnectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings and orders of commands by which a stranger might relay, or evade what a partner connector demands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientTest {
    private static final String CONNECTORS = """
            <connectors>
              <acceptedDomains>
                <domain name="contoso.test" type="internalRelay"/>
              </acceptedDomains>
              <inbound name="Devices" type="organization">
                <senderIPAddresses>127.0.0.1</senderIPAddresses>
              </inbound>
              <inbound name="Bank in" type="partner">
                <senderDomains>*.bank.test</senderDomains>
                <requireTls>true</requireTls>
              </inbound>
              <outbound name="All" type="partner">
                <recipientDomains>*</recipientDomains>
                <smartHosts>
                  <smartHost>127.0.0.1:9</smartHost>
                </smartHosts>
                <tlsSettings>EncryptionOnly</tlsSettings>
              </outbound>
            </connectors>
            """;
    private static final String STRANGER = "127.0.0.2";
    private static final String DEVICE = "127.0.0.1";

    private final Gateway gateway;

    HostileClientTest(@TempDir Path directory) throws Exception {
        gateway = Gateway.start(GatewayFixture.options(directory, CONNECTORS));
    }

    @BeforeAll
    void isUp() throws Exception {
        assertThat(rcpt(DEVICE, "<device@contoso.test>", "<someone@outside.test>")).startsWith("250 ");
        assertThat(rcpt(STRANGER, "<someone@outside.test>", "<user@contoso.test>")).startsWith("250 ");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<someone@outside.test>", "<someone@[192.0.2.1]>", "<someone@192.0.2.1>", "<someone@outside.test.>", "<postmaster@outside.test>", "<abuse@outside.test>",
        "<@contoso.test:someone@outside.test>", "<@contoso.test,@relay.test:someone@outside.test>", "<someone@outside.test@contoso.test>",
        "<\"someone@contoso.test\"@outside.test>", "<user%contoso.test@outside.test>", "<contoso.test!someone@outside.test>",
        "<someone@sub.contoso.test>", "<someone@xcontoso.test>", "<someone@contoso.test.outside.test>", "<someone@outside.test#contoso.test>",
        "<someone@[contoso.test]>", "<someone@[IPv6:2001:db8::1]>", "<someone@#3221225985>", "<someone@outside.test>,<user@contoso.test>",
        "<someone@contoso.test.outside.test> NOTIFY=NEVER", "someone@outside.test", "<someone@c\u00f6ntoso.test>", "<user@contoso.test\t@outside.test>"})
    void relaysToNobodyOutsideForAStranger(String recipient) throws Exception {
        for (String sender : new String[] {"<device@contoso.test>", "<>", "<device>", "<@>", "<device@outside.test> AUTH=<device@contoso.test>"}) {
            assertThat(rcpt(STRANGER, sender, recipient)).as(sender).matches("5.. .*|451 .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<>", "<@>", "<device@outside.test>", "<device@sub.contoso.test>", "<device@[127.0.0.1]>", "<\"device@contoso.test\"@outside.test>",
        "<device@outside.test> AUTH=<device@contoso.test>", "<@contoso.test:device@outside.test>", "<device%contoso.test@outside.test>"})
    void relaysForADeviceOnlyMailOfItsOwnDomains(String sender) throws Exception {
        assertThat(rcpt(DEVICE, sender, "<someone@outside.test>")).matches("50. .*|550 5.7.64 .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<teller@bank.test>", "<teller@BANK.TEST>", "<teller@a.b.bank.test>", "<\"teller@outside.test\"@bank.test>", "<teller@bank.test.>",
        "<@outside.test:teller@bank.test>", "<teller@-.bank.test>", "<teller@a_b.bank.test>", "<teller@..bank.test>", "<teller@[192.0.2.1].bank.test>",
        "<teller@#1.bank.test>", "<teller@b\u00e4nk.bank.test>", "<teller@bank.test@outside.test>", "<teller@bank.test> SIZE=1 BODY=8BITMIME"})
    void takesMailOfARestrictedPartnerInNoSpellingInClear(String sender) throws Exception {
        assertThat(rcpt(STRANGER, sender, "<user@contoso.test>")).matches("50. .*|530 5.7.0 .*");
        assertThat(rcpt(STRANGER, sender, "<postmaster>")).matches("50. .*|530 5.7.0 .*");
    }

    @Test
    void takesNoSecondSenderForRecipientsOfTheFirst() throws Exception {
        try (SmtpTalk talk = SmtpTalk.open(STRANGER, gateway.smtp())) {
            talk.command("EHLO stranger.test");
            talk.command("MAIL FROM:<someone@outside.test>");
            assertThat(talk.command("RCPT TO:<user@contoso.test>")).startsWith("250 ");
            assertThat(talk.command("MAIL FROM:<>")).startsWith("503 ");
            assertThat(talk.command("MAIL FROM:<teller@bank.test>")).startsWith("250 ");
            assertThat(talk.command("DATA")).startsWith("503 ");
        }
    }

    @Test
    void tellsNobodyWhoIsThere() throws Exception {
        try (SmtpTalk talk = SmtpTalk.open(STRANGER, gateway.smtp())) {
            talk.command("EHLO stranger.test");
            assertThat(talk.command("VRFY user@contoso.test")).matches("(252|502) .*");
            assertThat(talk.command("EXPN staff")).matches("(252|502) .*");
            assertThat(talk.command("AUTH PLAIN AGEAYQ==")).startsWith("5");
        }
    }

    private String rcpt(String from, String sender, String recipient) throws Exception {
        try (SmtpTalk talk = SmtpTalk.open(from, gateway.smtp())) {
            talk.command("EHLO client.test");
            String mail = talk.command("MAIL FROM:" + sender);
            return mail.startsWith("250 ") ? talk.command("RCPT TO:" + recipient) : mail;
        }
    }
}
