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
package io.jamesconnectors.smtp.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

import io.jamesconnectors.smtp.secret.Secret;

/** Writes {@code application/x-www-form-urlencoded} without leaving secrets behind. */
final class FormWriter implements AutoCloseable {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);

    private byte[] form = new byte[1024];
    private int length;

    FormWriter put(String name, String value) {
        begin(name);
        escaped(value.getBytes(UTF_8));
        return this;
    }

    FormWriter put(String name, Secret value) {
        begin(name);
        byte[] octets = value.reveal();
        escaped(octets);
        Secret.wipe(octets);
        return this;
    }

    Secret done() {
        return Secret.of(Arrays.copyOf(form, length));
    }

    @Override
    public void close() {
        Secret.wipe(form);
    }

    private void begin(String name) {
        if (length > 0) {
            one('&');
        }
        escaped(name.getBytes(UTF_8));
        one('=');
    }

    private void escaped(byte[] octets) {
        for (byte octet : octets) {
            if (octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9' || "-._~".indexOf(octet) >= 0) {
                one(octet);
            } else {
                one('%');
                one(HEX[(octet & 0xF0) >> 4]);
                one(HEX[octet & 0x0F]);
            }
        }
    }

    private void one(int octet) {
        if (length == form.length) {
            byte[] larger = Arrays.copyOf(form, 2 * length);
            Secret.wipe(form);
            form = larger;
        }
        form[length++] = (byte) octet;
    }
}
