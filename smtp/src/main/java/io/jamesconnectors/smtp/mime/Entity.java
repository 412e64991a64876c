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
package io.jamesconnectors.smtp.mime;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the header of one entity says: of the message, of a part, or of a message within.
 *
 * @param boundary between the parts of a multipart; null for all else
 * @param encoding the transfer encoding, in lower case; {@code 7bit} where none is given
 * @param isMessage whether its header is that of a message, not of a part
 */
record Entity(Header header, ContentType type, @Nullable String boundary, String encoding, boolean isMessage) {
    private static final Set<String> IDENTITY = Set.of("7bit", "8bit", "binary");
    private static final Set<String> SEALED = Set.of("multipart/signed", "multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime",
        "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-encrypted", "application/pgp-signature");

    /** Reads a whole header; refuses what is signed or encrypted, and composites that could be read in two ways. */
    static Entity read(Header header, ContentType byDefault, boolean isMessage) throws NotConvertible {
        for (Header.Field field : header.fields()) {
            if (field.name().contains("dkim-signature") || field.name().equals("domainkey-signature") || field.name().startsWith("arc-")) {
                throw new NotConvertible(field.name() + ": signs the body (expected: no signature)");
            }
        }
        String given = header.only("content-type").orElse(null);
        ContentType type = given == null ? byDefault : ContentType.parse(given);
        String encoding = header.only("content-transfer-encoding").orElse("7bit").toLowerCase(Locale.ROOT);
        if (SEALED.contains(type.type() + "/" + type.subtype())) {
            throw new NotConvertible(type.type() + "/" + type.subtype() + ": signed or encrypted (expected: neither)");
        }
        Entity entity = new Entity(header, type, type.type().equals("multipart") ? type.boundary() : null, encoding, isMessage);
        if (entity.isComposite() && !IDENTITY.contains(encoding)) {
            throw new NotConvertible("content-transfer-encoding: of a composite (expected: 7bit, 8bit or binary)");
        }
        if (entity.isComposite() && isMessage && !header.has("mime-version")) {
            throw new NotConvertible("mime-version: missing (expected: 1.0 in a message of several parts)");
        }
        return entity;
    }

    /** Whether entities stand in its body. */
    boolean isComposite() {
        return boundary != null || holdsMessage();
    }

    boolean holdsMessage() {
        return type.is("message/rfc822");
    }

    /** What a part of this multipart is that does not say it. */
    ContentType defaultOfParts() {
        return type.is("multipart/digest") ? ContentType.MESSAGE : ContentType.TEXT;
    }

    /** Whether its body is encoded as nothing, so that another encoding may take the place of that. Reports and the like must stay 7bit (RFC 2046 §5.2). */
    boolean mayBeEncoded() {
        return IDENTITY.contains(encoding) && !type.type().equals("message");
    }

    /** Whether it announces octets above 127, which it will not hold when all is converted. */
    boolean announcesEightBit() {
        return !encoding.equals("7bit") && IDENTITY.contains(encoding);
    }
}
