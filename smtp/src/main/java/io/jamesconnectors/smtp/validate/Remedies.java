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
package io.jamesconnectors.smtp.validate;

import java.util.Optional;

import io.jamesconnectors.connectors.replies.LoginTroubles;
import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.TargetHost;
import io.jamesconnectors.smtp.login.LoginRemedy;
import io.jamesconnectors.smtp.session.Destination;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.TlsProblem;

/** What helps: what the catalogue of replies knows, and for certificates what their trouble tells. */
final class Remedies {
    private Remedies() {
    }

    /** For a connection that came to nothing. */
    static String of(SessionException e, Destination destination) {
        Optional<TlsProblem> problem = e.verdict().flatMap(verdict -> verdict.problem());
        if (e.fault() == Fault.FLOOR && problem.isPresent()) {
            return of(problem.get().kind());
        }
        if (e.fault() == Fault.LOGIN) {
            return e.reply().flatMap(reply -> destination.account().map(account -> LoginRemedy.of(reply, account))).orElseGet(() -> ofLogin(e.reason()));
        }
        return e.reply().map(Remedies::of).filter(known -> !known.isEmpty()).orElseGet(() -> of(Failure.of(e, destination.host(), "")));
    }

    /** For a reply; empty where nothing is known of it. */
    static String of(Reply reply) {
        return ofCatalogue(reply.asString());
    }

    /** For a failure that we find ourselves. */
    static String of(Failure failure) {
        String code = failure.code() + " " + failure.enhanced();
        return switch (code) {
            case "556 5.1.10" -> "The domain says itself that it takes no mail. Where it is yours, publish an MX record; else take it out of the connector.";
            case "550 5.1.2" -> "Check the spelling of the domain in the connector, or of the recipient; else it is registered no longer.";
            case "550 5.4.4" -> "Nobody takes mail for the domain. Where it is yours, publish an MX record; else check its spelling, or send through a smart host.";
            default -> ofCatalogue(code);
        };
    }

    /** For a host without an address. */
    static String of(Failure failure, TargetHost host) {
        if (!failure.text().startsWith("No address for ")) {
            return of(failure);
        }
        return host.kind() == TargetHost.Kind.SMART_HOST && failure.host().equals(host.name()) ? "Check the spelling of the smart host, and its records in the DNS."
            : "An MX record names a host that can't be found: have the record corrected there.";
    }

    private static String ofCatalogue(String reply) {
        return ReplyCatalogue.find(reply).map(entry -> entry.meaning() + " " + entry.remedy()).orElse("");
    }

    private static String ofLogin(String reason) {
        return LoginTroubles.of(reason).map(trouble -> trouble.meaning() + " " + trouble.remedy()).orElse("");
    }

    /** For what keeps a certificate, or a connection, from being good enough. */
    static String of(TlsProblem.Kind kind) {
        return switch (kind) {
            case NO_TLS -> "The server, or somebody in between, offers no TLS. Check host and port, and firewalls that read along; "
                + "else have TLS switched on there.";
            case WEAK -> "The server speaks only what is broken. Have it brought up to date.";
            case NO_CERTIFICATE -> "Have a certificate installed there.";
            case EXPIRED, NOT_YET_VALID -> "Check the clock of this machine; else have the certificate renewed there.";
            case SELF_SIGNED, UNTRUSTED -> "Where the authority is the other side's own, ask for its root and name it in <trustedCertificates>; "
                + "else have a certificate of a public authority installed there.";
            case INCOMPLETE_CHAIN -> "Have the intermediate certificates sent along there; "
                + "or name their root in <trustedCertificates> where it is the other side's own.";
            case WRONG_USE -> "Have a certificate for servers installed there.";
            case NAME_MISMATCH -> "Where one of the names is the one that you trust, write it into <tlsDomain>; "
                + "else check the smart host, or have the certificate corrected there.";
        };
    }
}
