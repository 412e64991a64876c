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
package io.jamesconnectors.mailets.header;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.header.HeaderBlock;

/**
 * A header with another sender.
 *
 * <ul>
 *   <li>All {@code From} fields go, and one with the new sender stands in the place of the first; {@code Sender} goes, since nobody else sends it now.</li>
 *   <li>Who stood in {@code From}, or else in MAIL FROM, is kept as {@link FromRewrite.Original} says; an {@code X-Original-From} that was there before
 *       goes.</li>
 *   <li>{@code DKIM-Signature} and {@code DomainKey-Signature} go: they sign {@code From} (RFC 6376 §5.4), so they hold no longer, and some receivers take
 *       a broken
 *       signature for worse than none.</li>
 *   <li>Everything else stays as it is, byte for byte.</li>
 * </ul>
 */
public final class SenderReplacement {
    private static final Set<String> REPLACED = Set.of("from", "sender", "dkim-signature", "domainkey-signature", "x-original-from");
    private static final byte[] LINE_END = {'\r', '\n'};

    private final FromRewrite rewrite;
    private final OriginalSender original;

    private SenderReplacement(FromRewrite rewrite, OriginalSender original) {
        this.rewrite = rewrite;
        this.original = original;
    }

    /**
     * Replaces the sender.
     *
     * @param envelopeSender MAIL FROM as it was, without angle brackets; empty for the null sender
     * @return the header with the empty line that ends it, if there was one
     */
    public static byte[] in(HeaderBlock header, FromRewrite rewrite, String envelopeSender) {
        return new SenderReplacement(rewrite, OriginalSender.of(header, envelopeSender)).write(header);
    }

    private byte[] write(HeaderBlock header) {
        List<HeaderBlock.Field> fields = header.fields();
        boolean hasReplyTo = header.all("reply-to").findAny().isPresent();
        int place = place(fields);
        ByteArrayOutputStream out = new ByteArrayOutputStream(header.octets() + 256);
        for (int i = 0; i <= fields.size(); i++) {
            if (i == place) {
                if (i == fields.size() && i > 0 && !goes(fields.get(i - 1)) && !fields.get(i - 1).endsLine()) {
                    out.writeBytes(LINE_END);
                }
                added(hasReplyTo).forEach(line -> out.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8)));
            }
            if (i < fields.size() && !goes(fields.get(i))) {
                out.writeBytes(fields.get(i).raw());
            }
        }
        int written = fields.stream().mapToInt(field -> field.raw().length).sum();
        if (written < header.octets()) {
            out.writeBytes(LINE_END);
        }
        return out.toByteArray();
    }

    /** What is replaced; and a fold without a field in front of all others, which would belong to what is put before it. */
    private static boolean goes(HeaderBlock.Field field) {
        return REPLACED.contains(field.name()) || field.raw()[0] == ' ' || field.raw()[0] == '\t';
    }

    /** In the place of the first From, else at the end; in any case before a line that is no field, where some take the header to end. */
    private static int place(List<HeaderBlock.Field> fields) {
        List<String> names = fields.stream().map(HeaderBlock.Field::name).collect(Collectors.toCollection(ArrayList::new));
        int from = names.indexOf("from");
        int end = names.indexOf("");
        int last = end < 0 ? names.size() : end;
        return from < 0 ? last : Math.min(from, last);
    }

    private List<String> added(boolean hasReplyTo) {
        List<String> lines = new ArrayList<>();
        lines.add("From: " + rewrite.sender());
        Optional<String> replyTo = rewrite.original() == FromRewrite.Original.REPLY_TO && !hasReplyTo ? original.asReplyTo() : Optional.empty();
        replyTo.or(original::asHeader).ifPresent(lines::add);
        return lines;
    }
}
