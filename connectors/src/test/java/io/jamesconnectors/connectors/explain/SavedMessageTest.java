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
package io.jamesconnectors.connectors.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;

class SavedMessageTest {

    @Test
    void postfixSaysAddressAndVersion() throws BadRequest {
        Question question = ask("""
            Received: from a.example (a.example [198.51.100.1]) (using TLSv1.3 with cipher X) by mx.contoso.com (Postfix) with ESMTPS id 1; 22 Nov 2026 10:00:00 +0000
            Return-Path: <anna@bank.example>
            Delivered-To: bert@contoso.com
            """);

        assertThat(question.client()).contains(InetAddresses.forString("198.51.100.1"));
        assertThat(question.tls().orElseThrow().version()).isEqualTo(TlsVersion.TLS_1_3);
        assertThat(question.sender()).isEqualTo("anna@bank.example");
        assertThat(question.recipients()).containsExactly("bert@contoso.com");
        assertThat(question.assumptions()).hasSize(6).noneMatch(sentence -> sentence.contains("no version"));
    }

    @Test
    void exchangeSaysItsVersionInItsOwnWay() throws BadRequest {
        assertThat(ask(received("from a.example (192.0.2.1) by b.example (10.1.2.3) with Microsoft SMTP Server (version=TLS1_2, cipher=x) id 15.20; now"))
            .tls().orElseThrow().version()).isEqualTo(TlsVersion.TLS_1_2);
    }

    @Test
    void tlsWithoutVersionIsTakenForTheOldestThatIsNormal() throws BadRequest {
        Question question = ask(received("from a.example ([192.0.2.1]) by b.example (JAMES SMTP Server ) with ESMTPS ID 1a2b; now"));

        assertThat(question.tls().orElseThrow().version()).isEqualTo(TlsVersion.TLS_1_2);
        assertThat(question.assumptions()).anyMatch(sentence -> sentence.contains("no version"));
    }

    @Test
    void esmtpIsInClearAndEsmtpaHasLoggedIn() throws BadRequest {
        Question question = ask(received("from a.example (a.example [192.0.2.1]) by b.example with ESMTPA id 1; now"));

        assertThat(question.tls()).isEmpty();
        assertThat(question.login()).isPresent();
    }

    @Test
    void whatIsSaidGoesBeforeWhatTheMessageTells() throws BadRequest {
        Question question = reader(new ExplainRequest(Optional.of("mx"), Optional.of("203.0.113.1"), Optional.of("none"), Optional.empty(), List.of(), Optional.empty(),
            Optional.empty(), false, Optional.of("<>"), List.of("<carla@contoso.com>"),
            Optional.of(received("from a.example (a.example [192.0.2.1]) by b.example with ESMTPS id 1; now")), Optional.empty(), false));

        assertThat(question.client()).contains(InetAddresses.forString("203.0.113.1"));
        assertThat(question.tls()).isEmpty();
        assertThat(question.sender()).isEmpty();
        assertThat(question.recipients()).containsExactly("carla@contoso.com");
        assertThat(question.assumptions()).isEmpty();
    }

    @Test
    void withoutReturnPathFromIsTakenAndSaid() throws BadRequest {
        assertThat(ask("""
            Received: from a.example (a.example [192.0.2.1]) by b.example with ESMTP id 1; now
            From: "Anna, a friend" <anna@bank.example>
            To: Bert <bert@contoso.com>, carla@contoso.com
            """)).satisfies(question -> {
                assertThat(question.sender()).isEqualTo("anna@bank.example");
                assertThat(question.recipients()).containsExactly("bert@contoso.com", "carla@contoso.com");
                assertThat(question.assumptions()).anyMatch(sentence -> sentence.contains("as From says"));
            });
    }

    @Test
    void aHopThatCannotBeReadForCertainIsAskedFor() {
        assertThatThrownBy(() -> ask(received("from [192.0.2.1] by b.example with ESMTP id 1; now"))).isInstanceOf(BadRequest.class)
            .hasMessageContaining("topmost Received field").hasMessageContaining("expected");
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThatThrownBy(() -> ask("no header at all")).isInstanceOf(BadRequest.class).hasMessageContaining("no header field");
        assertThatThrownBy(() -> ask("A: " + "x".repeat(300_000))).isInstanceOf(BadRequest.class).hasMessageContaining("262144");
    }

    @Test
    void severalOrganisationsAreNone() throws BadRequest {
        assertThat(SavedMessage.originatorOrg(SavedMessage.read("X-OriginatorOrg: contoso.com\n").header())).isInstanceOf(OriginatorOrg.Named.class);
        assertThat(SavedMessage.originatorOrg(SavedMessage.read("X-OriginatorOrg: contoso.com\nX-OriginatorOrg: other.example\n").header()))
            .isEqualTo(OriginatorOrg.UNUSABLE);
        assertThat(SavedMessage.originatorOrg(SavedMessage.read("Subject: x\n").header())).isEqualTo(OriginatorOrg.NONE);
    }

    private static String received(String field) {
        return "Received: " + field + "\nReturn-Path: <anna@bank.example>\nDelivered-To: bert@contoso.com\n";
    }

    private static Question ask(String message) throws BadRequest {
        return reader(new ExplainRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false,
            Optional.empty(), List.of(), Optional.of(message), Optional.empty(), false));
    }

    private static Question reader(ExplainRequest request) throws BadRequest {
        return Offline.explainer().explain(request).question();
    }
}
