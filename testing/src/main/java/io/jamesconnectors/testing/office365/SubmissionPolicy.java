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

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Client submission: {@code smtp.office365.com:587}.
 *
 * <ul>
 *   <li>TLS and a login before MAIL: Microsoft, "How to set up a multifunction device or application to send email using Microsoft 365 or Office 365";</li>
 *   <li>{@code 530 5.7.57}, {@code 5.7.60}: Microsoft, "Email non-delivery reports and SMTP errors in Exchange Online";</li>
 *   <li>three connections, 30 messages a minute, 10,000 recipients a day, and the texts of {@code 432 4.3.2} and {@code 554 5.2.0}: Microsoft,
 *       "Message storage and concurrent connection throttling for SMTP Authenticated Submission" and Exchange Team blog
 *       "Changes coming to the SMTP Authenticated Submission client protocol".</li>
 * </ul>
 */
final class SubmissionPolicy implements EndpointPolicy {
    private static final String TOO_MANY_CONNECTIONS =
        "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information.";
    private static final String TOO_MANY_THREADS = "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded";
    private static final String OVER_DAY = "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException";

    private final InstantSource clock;
    private final SubmissionSwitches switches;
    private final LoginDialogue logins;
    private final Office365Record record;

    SubmissionPolicy(InstantSource clock, SubmissionSwitches switches, LoginDialogue logins, Office365Record record) {
        this.clock = clock;
        this.switches = switches;
        this.logins = logins;
        this.record = record;
    }

    @Override
    public boolean asksForCertificate() {
        return false;
    }

    @Override
    public String login(Client client, String argument, Challenge challenge) throws IOException {
        LoginDialogue.Result result = logins.run(argument, challenge);
        if (result.mailbox().isPresent()) {
            int limit = switches.connectionLimitAt() == Phase.AUTH ? switches.connections() : Integer.MAX_VALUE;
            if (!result.mailbox().get().enter(client, limit)) {
                return TOO_MANY_CONNECTIONS;
            }
            client.loggedIn(result.mailbox().get());
        }
        return result.reply();
    }

    @Override
    public Optional<String> refuseSender(Client client, String sender) {
        if (!client.isOverTls()) {
            return Optional.of("530 5.7.0 Must issue a STARTTLS command first");
        }
        Optional<Mailbox> mailbox = client.mailbox();
        if (mailbox.isEmpty()) {
            return Optional.of("530 5.7.57 Client not authenticated to send anonymous mail during MAIL FROM");
        }
        if (isOneTooMany(Phase.MAIL, client, mailbox.get())) {
            return Optional.of(TOO_MANY_CONNECTIONS);
        }
        return switches.sendAsRefusedAt() == Phase.MAIL ? foreign(mailbox.get(), sender) : Optional.empty();
    }

    @Override
    public Optional<String> refuseRecipient(Client client, String sender, String recipient) {
        return Optional.empty();
    }

    @Override
    public Optional<String> refuseMessage(Client client, String sender, List<String> recipients, String beginning) {
        Mailbox mailbox = client.mailbox().orElseThrow();
        if (isOneTooMany(Phase.END_OF_DATA, client, mailbox)) {
            return Optional.of(TOO_MANY_CONNECTIONS);
        }
        Optional<String> foreign = foreign(mailbox, sender)
            .or(() -> FromField.addresses(beginning).stream().flatMap(from -> foreign(mailbox, from).stream()).findFirst());
        if (foreign.isPresent()) {
            return foreign;
        }
        return switch (mailbox.admit(clock.instant(), recipients.size(), switches)) {
            case WITHIN -> Optional.empty();
            case OVER_MINUTE -> {
                record.overLimitOnce();
                yield switches.overRate() == OverRate.REFUSED ? Optional.of(TOO_MANY_THREADS) : Optional.empty();
            }
            case OVER_DAY -> {
                record.overLimitOnce();
                yield Optional.of(OVER_DAY);
            }
        };
    }

    @Override
    public Optional<String> connector(Client client, String sender, List<String> recipients) {
        return Optional.empty();
    }

    @Override
    public void left(Client client) {
        client.mailbox().ifPresent(mailbox -> mailbox.leave(client));
    }

    private boolean isOneTooMany(Phase phase, Client client, Mailbox mailbox) {
        return switches.connectionLimitAt() == phase && !mailbox.isWithin(client, switches.connections());
    }

    private Optional<String> foreign(Mailbox mailbox, String sender) {
        return mailbox.maySendAs(sender) ? Optional.empty() : Optional.of(switches.sendAsReply(mailbox.address(), sender));
    }
}
