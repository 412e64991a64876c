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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jamesconnectors.testing.office365.EndpointPolicy.Challenge;

/**
 * AUTH LOGIN, XOAUTH2 and, by switch, PLAIN.
 * Sources: Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth" (XOAUTH2, {@code 235 2.7.0}, {@code 535 5.7.3});
 * "Enable or disable authenticated client SMTP submission (SMTP AUTH) in Exchange Online" ({@code 535 5.7.139}).
 */
final class LoginDialogue {
    static final String UNSUCCESSFUL = "535 5.7.3 Authentication unsuccessful";
    private static final String NOT_UNDERSTOOD = "501 5.5.2 Cannot decode the response";
    private static final Pattern XOAUTH2 = Pattern.compile("user=([^\u0001]*)\u0001auth=Bearer ([^\u0001]*)\u0001\u0001", Pattern.CASE_INSENSITIVE);
    private static final String ERROR = "{\"status\":\"401\",\"schemes\":\"Bearer\",\"scope\":\"https://outlook.office365.com/.default\"}";

    private final Directory directory;
    private final TokenStore tokens;
    private final SubmissionSwitches switches;

    LoginDialogue(Directory directory, TokenStore tokens, SubmissionSwitches switches) {
        this.directory = directory;
        this.tokens = tokens;
        this.switches = switches;
    }

    Result run(String argument, Challenge challenge) throws IOException {
        String[] words = argument.split(" ", 2);
        Optional<String> initial = words.length > 1 ? Optional.of(words[1].strip()) : Optional.empty();
        try {
            return switch (words[0].toUpperCase(Locale.ROOT)) {
                case "LOGIN" -> {
                    String user = decode(initial.isPresent() ? initial.get() : challenge.ask(encode("Username:")));
                    yield basic(user, decode(challenge.ask(encode("Password:"))));
                }
                case "PLAIN" -> switches.plainLogin() ? plain(decode(initial.isPresent() ? initial.get() : challenge.ask(""))) : unknownMechanism();
                case "XOAUTH2" -> oauth(decode(initial.isPresent() ? initial.get() : challenge.ask("")), challenge);
                default -> unknownMechanism();
            };
        } catch (Cancelled e) {
            return Result.refused("501 5.7.0 Authentication cancelled");
        } catch (IllegalArgumentException e) {
            return Result.refused(NOT_UNDERSTOOD);
        }
    }

    private static Result unknownMechanism() {
        return Result.refused("504 5.7.4 Unrecognized authentication type");
    }

    private Result plain(String response) {
        String[] parts = response.split("\0", -1);
        return parts.length == 3 ? basic(parts[1], parts[2]) : Result.refused(NOT_UNDERSTOOD);
    }

    private Result basic(String user, String password) {
        Optional<Mailbox> mailbox = directory.mailbox(user);
        if (mailbox.isPresent() && mailbox.get().tenant().basicLoginsAreRetired()) {
            return Result.refused("550 5.7.30 Basic authentication is not supported for Client Submission.");
        }
        return mailbox.isPresent() && mailbox.get().hasPassword(password) ? allowed(mailbox.get()) : Result.refused(UNSUCCESSFUL);
    }

    private Result oauth(String response, Challenge challenge) throws IOException {
        Matcher matcher = XOAUTH2.matcher(response);
        if (matcher.matches()) {
            Optional<Mailbox> mailbox = directory.mailbox(matcher.group(1));
            if (mailbox.isPresent() && tokens.opens(matcher.group(2), mailbox.get())) {
                return allowed(mailbox.get());
            }
        }
        if (switches.oauthChallenge()) {
            String answer = challenge.ask(encode(ERROR));
            if (!answer.isEmpty()) {
                return Result.refused("501 5.5.2 An empty line was expected");
            }
        }
        return Result.refused(UNSUCCESSFUL);
    }

    private static Result allowed(Mailbox mailbox) {
        if (mailbox.loginsAreDisabled()) {
            return Result.refused("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the " + mailbox.disabledFor()
                + ". Visit https://aka.ms/smtp_auth_disabled for more information.");
        }
        return new Result("235 2.7.0 Authentication successful", Optional.of(mailbox));
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) throws Cancelled {
        if (text.equals("*")) {
            throw new Cancelled();
        }
        return text.equals("=") ? "" : new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** A reply, and who is logged in by it. */
    record Result(String reply, Optional<Mailbox> mailbox) {

        static Result refused(String reply) {
            return new Result(reply, Optional.empty());
        }
    }

    /** The client has sent an asterisk (RFC 4954 §4). */
    private static final class Cancelled extends Exception {
        private static final long serialVersionUID = 1;

        Cancelled() {
            super("cancelled");
        }
    }
}
