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
package io.jamesconnectors.migration.postfix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.SmartHost;

/**
 * A next-hop destination: {@code [host]:port} is that host, {@code host} the mail exchangers of a domain.
 *
 * @param written as other tables name it
 * @param host the host, with its port
 * @param direct whether it stands in brackets
 */
record NextHop(String written, SmartHost host, boolean direct) {
    /** A host that never exists: mail to it waits until it expires, and is returned then. */
    static final String NOWHERE = "held.invalid";

    private static final Pattern FORM = Pattern.compile("(?:\\[(?:IPv6:)?([^\\[\\]]+)]|([^\\[\\]:]+))(?::([0-9]{1,5}|smtp|submission|submissions|smtps))?",
        Pattern.CASE_INSENSITIVE);

    /**
     * Several of them, separated by commas or blanks; none for an empty text.
     *
     * @throws IllegalArgumentException when one is none; the message says which
     */
    static List<NextHop> all(String text) {
        List<NextHop> hops = new ArrayList<>();
        for (String part : text.split("[\\s,]+")) {
            if (!part.isEmpty()) {
                hops.add(parse(part));
            }
        }
        return hops;
    }

    static NextHop parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("next hop: '" + text + "' (expected: such as [mail.contoso.com]:587 or contoso.com)");
        }
        boolean direct = form.group(1) != null;
        String name = direct ? form.group(1) : form.group(2);
        String host = InetAddresses.isInetAddress(name) ? InetAddresses.toAddrString(InetAddresses.forString(name)) : DomainName.parse(name).asString();
        return new NextHop(text, new SmartHost(host, port(form.group(3))), direct);
    }

    private static int port(@Nullable String text) {
        return text == null ? SmartHost.DEFAULT_PORT : switch (text.toLowerCase(Locale.ROOT)) {
            case "smtp" -> 25;
            case "submission" -> 587;
            case "submissions", "smtps" -> 465;
            default -> Integer.parseInt(text);
        };
    }

    /** The name that its certificate could carry. */
    Optional<DomainName> name() {
        return DomainName.tryParse(host.host());
    }

    /** Whether mail to a host never leaves: its name is below one that never exists (RFC 6761). */
    static boolean isNowhere(SmartHost host) {
        return host.host().endsWith(".invalid");
    }
}
