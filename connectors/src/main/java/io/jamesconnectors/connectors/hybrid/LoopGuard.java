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
package io.jamesconnectors.connectors.hybrid;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.header.HeaderEdit;

/**
 * Counts on a message how often this server has passed it between the two sides: the second line of defence, for mail of the other side that is not recognised
 * as such.
 * ADR 10 has the reasoning; in short:
 *
 * <ul>
 *   <li>Only what is signed with one of our keys, and not older than {@link #VALIDITY}, counts. So nobody else can raise the count of a message, but by
 *       copying a field of
 *       another message into it, and who can do that to a message can drop it as well.</li>
 *   <li>Of several fields the highest counts, and forged ones are passed over. So a low count lowers nothing. Who removes the field has to be one of the two
 *       sides, or in
 *       between; then {@code Received} fields, which every server adds, end the circle ({@link Crossings#MOST_RECEIVED}).</li>
 *   <li>What is signed is the count and the time, and nothing of the message: it stays the same message when the other side changes sender, recipient or
 *       subject.</li>
 * </ul>
 */
public final class LoopGuard {
    /** The field that bears the count. */
    public static final String FIELD = "X-James-Connectors-Crossings";
    /** How long a count holds: longer than mail waits in queues. */
    public static final Duration VALIDITY = Duration.ofDays(14);

    private static final Duration SKEW = Duration.ofHours(1);
    private static final String PURPOSE = "crossings";
    private static final int SIGNATURE_OCTETS = 16;
    private static final Pattern FORM = Pattern.compile("(n=([1-9][0-9]{0,3}); t=([0-9]{1,12})); h=([A-Za-z0-9_-]{22})");

    private final SigningKeys keys;

    private LoopGuard(SigningKeys keys) {
        this.keys = keys;
    }

    /** The guard with these keys. All nodes of a server must have the same. */
    public static LoopGuard of(SigningKeys keys) {
        return new LoopGuard(keys);
    }

    /**
     * What a header says of the way of its message.
     *
     * @param header as {@link HeaderBlock#read} gives it: empty where it is too large
     */
    public Crossings read(Optional<HeaderBlock> header, Instant now) {
        if (header.isEmpty()) {
            return new Crossings(0, 0, true);
        }
        int count = header.get().all(FIELD.toLowerCase(Locale.ROOT)).flatMapToInt(field -> count(field.value(), now)).max().orElse(0);
        return new Crossings(count, Math.toIntExact(header.get().all("received").count()), false);
    }

    /** Counts one crossing more: for mail that {@link RecipientPlace#crosses}, when it leaves. Replaces what was counted before. */
    public HeaderEdit counting(Crossings before, Instant now) {
        String counted = "n=" + Math.min(9_999, before.count() + 1) + "; t=" + now.getEpochSecond();
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(keys.sign(PURPOSE, counted, SIGNATURE_OCTETS));
        return HeaderEdit.NONE.dropping(FIELD).adding(FIELD, counted + "; h=" + signature);
    }

    private IntStream count(String value, Instant now) {
        Matcher form = FORM.matcher(value);
        if (!form.matches()) {
            return IntStream.empty();
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(form.group(3)));
        boolean holds = at.isAfter(now.minus(VALIDITY)) && at.isBefore(now.plus(SKEW));
        return holds && keys.haveSigned(PURPOSE, form.group(1), Base64.getUrlDecoder().decode(form.group(4)))
            ? IntStream.of(Integer.parseInt(form.group(2)))
            : IntStream.empty();
    }
}
