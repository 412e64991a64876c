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
package io.jamesconnectors.server.web;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.InetAddresses;

import io.jamesconnectors.server.validation.Wanted;
import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.tls.ClientIdentity;

/**
 * Reads what a request wants of a validation: {@code {"from":…, "sendTo":…, "address":…, "certificate": PEM}}, all of them optional. The key of the certificate
 * comes in a header of its own, since James notes the bodies of requests in its log: base64 of PKCS#8, as between the lines of a PEM file.
 */
final class WantedJson {
    /** The header with the key. */
    static final String KEY = "Certificate-Key";

    private static final int MOST_BYTES = 256 * 1024;
    private static final int LONGEST_KEY = 16 * 1024;
    private static final Set<String> INBOUND = Set.of("from", "sendTo", "address", "certificate");
    private static final Set<String> OUTBOUND = Set.of("from", "sendTo");
    private static final ObjectMapper JSON = new ObjectMapper();

    private WantedJson() {
    }

    /**
     * @param body empty where nothing is said
     * @param key the header with the key, if it is there
     * @throws IllegalArgumentException when it can't be read; the message is for the one who asks, and holds no secret
     */
    static Wanted read(byte[] body, @Nullable String key, boolean inbound) {
        if (body.length > MOST_BYTES) {
            throw new IllegalArgumentException("body: more than " + MOST_BYTES + " bytes");
        }
        JsonNode wanted = body.length == 0 ? JSON.createObjectNode() : tree(body);
        Set<String> known = inbound ? INBOUND : OUTBOUND;
        for (Iterator<String> names = wanted.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (name.equals("key")) {
                throw new IllegalArgumentException("key: in the body, which the server may have noted in its log: use another from now on (expected: in the header " + KEY + ")");
            }
            if (!known.contains(name)) {
                throw new IllegalArgumentException("body: a member that is not known for such a connector (expected: " + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        }
        Optional<String> chain = text(wanted, "certificate");
        if (chain.isPresent() != (key != null)) {
            throw new IllegalArgumentException("certificate: " + (key == null ? "without its key (expected: the header " + KEY + ")" : "none, but a key (expected: both or neither)"));
        }
        return new Wanted(text(wanted, "from").map(from -> address("from", from, true)), text(wanted, "sendTo").map(to -> address("sendTo", to, false)),
            text(wanted, "address").map(WantedJson::internet), chain.flatMap(pem -> Optional.ofNullable(key).map(secret -> identity(pem, secret))));
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            if (!tree.isObject()) {
                throw new IllegalArgumentException("body: no JSON object");
            }
            return tree;
        } catch (JsonProcessingException e) {
            // Without its message, which quotes the body.
            throw new IllegalArgumentException("body: no JSON");
        }
    }

    private static Optional<String> text(JsonNode wanted, String member) {
        JsonNode value = wanted.get(member);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(member + ": no text");
        }
        return Optional.of(value.asText());
    }

    private static MailAddress address(String member, String text, boolean mayBeEmpty) {
        Optional<MailAddress> found;
        try {
            found = new MailAddress(text).inAscii();
        } catch (IllegalArgumentException e) {
            found = Optional.empty();
        }
        return found.filter(address -> text.isEmpty() ? mayBeEmpty : text.indexOf('@') > 0)
            .orElseThrow(() -> new IllegalArgumentException(member + ": no address that can be tried (expected: such as scanner@contoso.com, in ASCII)"));
    }

    private static InetAddress internet(String text) {
        if (text.indexOf('%') >= 0 || !InetAddresses.isInetAddress(text)) {
            throw new IllegalArgumentException("address: none (expected: an IPv4 or IPv6 address)");
        }
        return InetAddresses.forString(text);
    }

    private static ClientIdentity identity(String chain, String key) {
        byte[] pkcs8 = new byte[0];
        try {
            if (key.length() > LONGEST_KEY) {
                throw new IOException("key: too long");
            }
            pkcs8 = Base64.getMimeDecoder().decode(key);
            return ClientIdentity.of(chain, pkcs8);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("certificate: " + e.getMessage());
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }
}
