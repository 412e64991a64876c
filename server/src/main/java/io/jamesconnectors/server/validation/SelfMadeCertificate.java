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
package io.jamesconnectors.server.validation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.tls.ClientIdentity;

/**
 * A certificate as anybody can make one: signed by itself, for any name (RFC 5280). Its key is new, and lives as long as this object does.
 *
 * <p>Written octet by octet, since the JDK makes none and this JAR brings no library that does (ADR 6).
 */
final class SelfMadeCertificate {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int DNS_NAME = 0x82;
    private static final byte[] ECDSA_WITH_SHA256 = der(SEQUENCE, new byte[] {0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02});
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
    private static final byte[] SUBJECT_ALT_NAME = {0x06, 0x03, 0x55, 0x1d, 0x11};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SelfMadeCertificate() {
    }

    /** One for {@code name}, good from yesterday until tomorrow. */
    static ClientIdentity of(DomainName name, Instant now) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] content = content(name, keys.getPublic().getEncoded(), now);
            Signature signing = Signature.getInstance("SHA256withECDSA");
            signing.initSign(keys.getPrivate());
            signing.update(content);
            byte[] certificate = der(SEQUENCE, content, ECDSA_WITH_SHA256, der(BIT_STRING, new byte[1], signing.sign()));
            return ClientIdentity.of("-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate) + "\n-----END CERTIFICATE-----\n",
                keys.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate can't be made: " + e.getMessage(), e);
        }
    }

    private static byte[] content(DomainName name, byte[] publicKey, Instant now) {
        byte[] somebody = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, "Somebody else".getBytes(StandardCharsets.US_ASCII)))));
        byte[] validity = der(SEQUENCE, time(now.minus(Duration.ofDays(1))), time(now.plus(Duration.ofDays(1))));
        byte[] names = der(SEQUENCE, der(DNS_NAME, name.asString().getBytes(StandardCharsets.US_ASCII)));
        return der(SEQUENCE, der(VERSION, der(INTEGER, new byte[] {2})), der(INTEGER, new BigInteger(63, new SecureRandom()).setBit(62).toByteArray()), ECDSA_WITH_SHA256,
            somebody, validity, somebody, publicKey, der(EXTENSIONS, der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, names)))));
    }

    private static byte[] time(Instant instant) {
        return der(UTC_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** Tag, length and these parts, in DER. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            value.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (value.size() < 0x80) {
            whole.write(value.size());
        } else {
            byte[] length = BigInteger.valueOf(value.size()).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            whole.write(0x80 | length.length - from);
            whole.write(length, from, length.length - from);
        }
        whole.writeBytes(value.toByteArray());
        return whole.toByteArray();
    }
}
