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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The first reading: decides for each entity how it is to be encoded, or that the message can't be converted. */
final class Survey implements MimeWalk.Visitor {

    /** What becomes of an entity. */
    enum Plan {
        /** Nothing. */
        KEEP,
        /** It is a composite that announced octets above 127; it will hold none. */
        SEVEN_BIT,
        /** Its body becomes quoted-printable (RFC 2045 §6.7). */
        QUOTED_PRINTABLE,
        /** Its body becomes base64 (RFC 2045 §6.8). */
        BASE64
    }

    private final List<Plan> plans = new ArrayList<>();
    private @Nullable Entity current;
    private long octets;
    private long escapes;
    private boolean eightBit;

    List<Plan> plans() {
        return plans;
    }

    @Override
    public void entity(Entity entity) {
        current = entity;
        plans.add(entity.isComposite() && entity.announcesEightBit() ? Plan.SEVEN_BIT : Plan.KEEP);
        octets = 0;
        escapes = 0;
        eightBit = false;
    }

    @Override
    public void between(byte[] block, int from, int length) throws NotConvertible {
        for (int i = from; i < from + length; i++) {
            if (block[i] < 0) {
                throw new NotConvertible("multipart: 8-bit octets between its parts (expected: ASCII)");
            }
        }
    }

    @Override
    public void body(byte[] block, int from, int length) {
        octets += length;
        for (int i = from; i < from + length; i++) {
            byte octet = block[i];
            if (octet < ' ' && octet != '\t' || octet == '=' || octet == 0x7f) {
                escapes++;
                eightBit |= octet < 0;
            }
        }
    }

    @Override
    public void lineEnd() {
        octets += 2;
    }

    @Override
    public void bodyEnd() throws NotConvertible {
        if (!eightBit || current == null) {
            return;
        }
        if (!current.mayBeEncoded()) {
            throw new NotConvertible("part: 8-bit octets in " + (current.type().type().equals("message") ? "a report or a piece of a message" : "an encoded body")
                + " (expected: ASCII)");
        }
        // An escape makes three octets of one, base64 four of three.
        plans.set(plans.size() - 1, escapes * 6 > octets ? Plan.BASE64 : Plan.QUOTED_PRINTABLE);
    }
}
