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

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.wire.Printable;

/**
 * What happened at one address of one host: the evidence of one log line.
 *
 * @param connector the connector whose mail it is
 * @param host as MX record or smart host name it
 * @param address the IP address, without brackets
 * @param port the TCP port
 * @param wanted the floor
 * @param reached the security reached; empty when the connection came to no verdict, or is in clear
 * @param protocol such as {@code TLSv1.3}; empty without TLS
 * @param cipher the cipher suite; empty without TLS
 * @param certificateNames what the peer's certificate says it is
 * @param clientCertificate what our own certificate says, where the connector has one to show
 * @param login whom we log in as; empty where nobody does
 * @param mechanism by which SASL mechanism that was done; empty when it was not
 * @param recipients how many were named
 * @param accepted how many the server took
 * @param reply the reply that decided, or empty when it came to none
 * @param size octets of the message; -1 when nobody counted
 * @param messageNumber 1 for the first message on its connection; 0 when there was no connection
 * @param durations how long each phase took, where it was entered
 * @param problem what went wrong, in a sentence
 */
public record AttemptTrace(
        ConnectorName connector,
        String host,
        String address,
        int port,
        TlsSettings wanted,
        Optional<TlsSettings> reached,
        String protocol,
        String cipher,
        List<String> certificateNames,
        Optional<String> clientCertificate,
        Optional<String> login,
        String mechanism,
        int recipients,
        int accepted,
        String reply,
        long size,
        int messageNumber,
        Map<Phase, Duration> durations,
        Optional<String> problem) {

    private static final int LONGEST_VALUE = 300;

    public AttemptTrace {
        certificateNames = List.copyOf(certificateNames);
        EnumMap<Phase, Duration> ordered = new EnumMap<>(Phase.class);
        ordered.putAll(durations);
        durations = Collections.unmodifiableMap(ordered);
    }

    /** One line of {@code key=value}; values with spaces stand in quotes, and none holds a control character. */
    public String asLogLine() {
        StringBuilder line = new StringBuilder(256);
        put(line, "connector", connector.asString());
        put(line, "host", host);
        put(line, "address", (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port);
        put(line, "tls", wanted.word() + ":" + reached.map(TlsSettings::word).orElse("none"));
        if (!protocol.isEmpty()) {
            put(line, "protocol", protocol);
            put(line, "cipher", cipher);
            put(line, "names", String.join(",", certificateNames));
            clientCertificate.ifPresent(ours -> put(line, "client_certificate", ours));
        }
        login.ifPresent(user -> put(line, "login", user));
        if (!mechanism.isEmpty()) {
            put(line, "mechanism", mechanism);
        }
        put(line, "recipients", accepted + "/" + recipients);
        put(line, "reply", reply);
        put(line, "size", Long.toString(size));
        put(line, "message", Integer.toString(messageNumber));
        durations.forEach((phase, duration) -> put(line, phase.word() + "_ms", Long.toString(duration.toMillis())));
        problem.ifPresent(what -> put(line, "reason", what));
        return line.toString();
    }

    private static void put(StringBuilder line, String key, String value) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=');
        String shown = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
        boolean quote = shown.isEmpty() || shown.indexOf(' ') >= 0 || shown.indexOf('"') >= 0 || shown.indexOf('=') >= 0;
        line.append(quote ? "\"" : "");
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            line.append(c == '"' ? '\'' : Printable.isActedUpon(c) ? '?' : c);
        }
        line.append(quote ? "\"" : "");
    }
}
