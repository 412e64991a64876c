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
package io.jamesconnectors.it.inbound;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import io.jamesconnectors.it.support.ProxyHeader;
import io.jamesconnectors.it.support.SmtpDialogue;

/**
 * Where a client comes from and where it goes: {@code 192.0.2.7@submission}.
 *
 * @param address 127.0.0.x connects by itself, another one stands in a PROXY header
 * @param listener {@code mx}, {@code submission}, {@code smtps} or {@code trusted}
 */
public record Client(String address, String listener) {

    /** Reads {@code 192.0.2.7@submission}; without a listener it is {@code mx}. */
    public static Client parse(String text) {
        String[] parts = text.split("@", 2);
        return new Client(parts[0], parts.length > 1 ? parts[1] : "mx");
    }

    /**
     * Connects, and reads the greeting.
     *
     * @param text the version of the PROXY header, where there is one: text or binary
     */
    public SmtpDialogue open(InboundGateway gateway, boolean text) throws IOException {
        if (isDirect()) {
            return SmtpDialogue.open(address, gateway.address(port()));
        }
        return SmtpDialogue.open("127.0.0.1", gateway.address(port()), text ? ProxyHeader.text(address) : ProxyHeader.binary(address));
    }

    /** Connects with TLS from the first byte, and reads the greeting. */
    public SmtpDialogue openTls(InboundGateway gateway, ClientCertificates certificates, Optional<String> certificate, String version) throws IOException {
        return SmtpDialogue.openTls(address, gateway.address(port()), certificates.context(certificate), version);
    }

    /** Logs in as {@link InboundGateway#USER}. */
    public static void logIn(SmtpDialogue dialogue) throws IOException {
        String words = "\0" + InboundGateway.USER + "\0" + InboundGateway.PASSWORD;
        expect(dialogue.send("AUTH PLAIN " + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8))), "235");
    }

    /** Fails unless a reply begins so. */
    public static void expect(String reply, String code) {
        if (!reply.startsWith(code)) {
            throw new AssertionError("reply: " + reply + " (expected: " + code + ")");
        }
    }

    /** Where it connects to. */
    public InboundGateway.Port port() {
        return switch (listener) {
            case "mx" -> isDirect() ? InboundGateway.Port.MX : InboundGateway.Port.PROXY_MX;
            case "submission" -> isDirect() ? InboundGateway.Port.SUBMISSION : InboundGateway.Port.PROXY_SUBMISSION;
            case "smtps" -> InboundGateway.Port.SMTPS;
            case "trusted" -> InboundGateway.Port.TRUSTED;
            default -> throw new IllegalArgumentException("listener: " + listener + " (expected: mx, submission, smtps or trusted)");
        };
    }

    private boolean isDirect() {
        return address.startsWith("127.");
    }

    @Override
    public String toString() {
        return listener.equals("mx") ? address : address + "@" + listener;
    }
}
