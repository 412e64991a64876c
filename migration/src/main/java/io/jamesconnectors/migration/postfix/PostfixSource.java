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

import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Unreadable;

/**
 * A file of Postfix, and what it is.
 *
 * @param parameter the parameter of main.cf that names it; empty for main.cf itself
 * @param input the file
 */
public record PostfixSource(Optional<String> parameter, Input input) {
    private static final Map<String, String> USUAL = Map.ofEntries(
        Map.entry("transport", Parameters.TRANSPORT), Map.entry("tls_policy", Parameters.TLS_POLICY), Map.entry("sasl_passwd", Parameters.PASSWORDS),
        Map.entry("sasl_password", Parameters.PASSWORDS), Map.entry("sender_relay", Parameters.SENDER_RELAY),
            Map.entry("sender_relayhost", Parameters.SENDER_RELAY),
        Map.entry("sender_dependent_relayhost", Parameters.SENDER_RELAY), Map.entry("sender_transport", Parameters.SENDER_TRANSPORT),
        Map.entry("sender_dependent_default_transport", Parameters.SENDER_TRANSPORT), Map.entry("relay_domains", Parameters.RELAY_DOMAINS),
        Map.entry("relay_clientcerts", Parameters.CLIENT_CERTIFICATES), Map.entry("ccert_access", Parameters.CERTIFICATE_ACCESS),
        Map.entry("client_access", Parameters.CLIENT_ACCESS), Map.entry("own_clients", Parameters.CLIENT_ACCESS));

    /**
     * Tells what a file is by its name: {@code main.cf}, a usual name such as {@code transport}, or the name of the parameter itself.
     *
     * @throws Unreadable for any other name
     */
    public static PostfixSource named(Input input) throws Unreadable {
        String name = fileName(input.name()).replaceAll("\\.(cf|txt|map|cidr)$", "");
        if (name.equals("main")) {
            return new PostfixSource(Optional.empty(), input);
        }
        String parameter = Parameters.TABLES.contains(name) ? name : USUAL.get(name);
        if (parameter == null) {
            throw new Unreadable(input.name(), 0, "has a name that does not tell what it is (expected: main.cf, or the parameter before the file, such as "
                + "transport_maps=" + name + ")");
        }
        return new PostfixSource(Optional.of(parameter), input);
    }

    /**
     * A file of a parameter.
     *
     * @throws Unreadable when no table of that parameter can be imported
     */
    public static PostfixSource of(String parameter, Input input) throws Unreadable {
        if (!Parameters.TABLES.contains(parameter)) {
            throw new Unreadable(input.name(), 0, "is to be " + Plain.shown(parameter) + " (expected: " + String.join(", ", Parameters.TABLES) + ")");
        }
        return new PostfixSource(Optional.of(parameter), input);
    }

    static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
