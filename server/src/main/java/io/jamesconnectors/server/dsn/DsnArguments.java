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
package io.jamesconnectors.server.dsn;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.smtp.wire.Notify;
import io.jamesconnectors.smtp.wire.RecipientDsn;
import io.jamesconnectors.smtp.wire.ReturnContent;
import io.jamesconnectors.smtp.wire.Xtext;

/** Reads what MAIL and RCPT say about notices (RFC 3461 §4). Parameters of other extensions are left to those who know them. */
final class DsnArguments {
    static final String NOTIFY = "NOTIFY";
    static final String ORCPT = "ORCPT";
    private static final String RET = "RET";
    private static final String ENVID = "ENVID";
    private static final String INTERNET_ADDRESS = "RFC822";
    private static final Pattern ADDRESS_TYPE = Pattern.compile("[A-Za-z0-9-]{1,50}");
    private static final int LONGEST_ORIGINAL = 500;

    private DsnArguments() {
    }

    /** @param argument of MAIL, such as {@code FROM:<a@b> RET=HDRS} */
    static MessageDsn ofMail(String argument) throws MalformedDsn {
        // James ends the address at the first bracket that closes in MAIL, and at the last in RCPT
        Map<String, String> parameters = parameters(argument, argument.indexOf('>', Math.max(argument.indexOf('<'), 0)));
        return new MessageDsn(content(parameters.get(RET)), envelopeId(parameters.get(ENVID)));
    }

    /** @param argument of RCPT, such as {@code TO:<a@b> NOTIFY=NEVER}; an original recipient that is no address of the Internet is checked and left out */
    static RecipientDsn ofRecipient(String argument) throws MalformedDsn {
        Map<String, String> parameters = parameters(argument, argument.lastIndexOf('>'));
        return new RecipientDsn(wanted(parameters.get(NOTIFY)), original(parameters.get(ORCPT)));
    }

    /** By name in capitals. What stands twice is an error: which one should count? */
    private static Map<String, String> parameters(String argument, int endOfAddress) throws MalformedDsn {
        Map<String, String> parameters = new HashMap<>();
        if (endOfAddress < 0) {
            return parameters;
        }
        for (String parameter : argument.substring(endOfAddress + 1).split(" ", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals > 0 ? parameter.substring(0, equals).toUpperCase(Locale.ROOT) : parameter;
            if (!name.isEmpty() && parameters.put(name, equals > 0 ? parameter.substring(equals + 1) : "") != null) {
                throw new MalformedDsn("a parameter stands twice");
            }
        }
        return parameters;
    }

    private static Optional<ReturnContent> content(@Nullable String value) throws MalformedDsn {
        if (value == null) {
            return Optional.empty();
        }
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "FULL" -> Optional.of(ReturnContent.FULL);
            case "HDRS" -> Optional.of(ReturnContent.HDRS);
            default -> throw new MalformedDsn("RET (expected: FULL or HDRS)");
        };
    }

    private static Optional<Xtext> envelopeId(@Nullable String value) throws MalformedDsn {
        if (value == null) {
            return Optional.empty();
        }
        if (value.length() > MessageDsn.LONGEST_ID) {
            throw new MalformedDsn("ENVID (expected: at most " + MessageDsn.LONGEST_ID + " characters)");
        }
        return Optional.of(xtext(ENVID, value));
    }

    private static Set<Notify> wanted(@Nullable String value) throws MalformedDsn {
        Set<Notify> wanted = EnumSet.noneOf(Notify.class);
        if (value == null) {
            return wanted;
        }
        for (String element : value.split(",", -1)) {
            switch (element.toUpperCase(Locale.ROOT)) {
                case "NEVER" -> wanted.add(Notify.NEVER);
                case "SUCCESS" -> wanted.add(Notify.SUCCESS);
                case "FAILURE" -> wanted.add(Notify.FAILURE);
                case "DELAY" -> wanted.add(Notify.DELAY);
                default -> throw new MalformedDsn("NOTIFY (expected: NEVER, or of SUCCESS, FAILURE and DELAY those that are wanted, separated by commas)");
            }
        }
        if (wanted.contains(Notify.NEVER) && wanted.size() > 1) {
            throw new MalformedDsn("NOTIFY (expected: NEVER alone, or the others)");
        }
        return wanted;
    }

    private static Optional<Xtext> original(@Nullable String value) throws MalformedDsn {
        if (value == null) {
            return Optional.empty();
        }
        int semicolon = value.indexOf(';');
        if (value.length() > LONGEST_ORIGINAL || semicolon < 0 || !ADDRESS_TYPE.matcher(value.substring(0, semicolon)).matches()) {
            throw new MalformedDsn("ORCPT (expected: a type, a semicolon and an address, of at most " + LONGEST_ORIGINAL + " characters)");
        }
        Xtext address = xtext(ORCPT, value.substring(semicolon + 1));
        return value.substring(0, semicolon).toUpperCase(Locale.ROOT).equals(INTERNET_ADDRESS) ? Optional.of(address) : Optional.empty();
    }

    private static Xtext xtext(String name, String value) throws MalformedDsn {
        try {
            return new Xtext(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedDsn(name + " (expected: printable characters, others as +XX)");
        }
    }
}
