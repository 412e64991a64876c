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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.jamesconnectors.smtp.mime.Survey.Plan;

/** The second reading: writes each entity as the plan says. What needs no change is written as it came. */
final class Rewriter implements MimeWalk.Visitor {
    private static final String ENCODING = "content-transfer-encoding";

    private final List<Plan> plans;
    private final ByteArrayOutputStream out;
    private Plan plan = Plan.KEEP;
    private int index;
    private QuotedPrintable text;
    private OutputStream binary;

    /** @param out takes what is written; others may empty it between two steps */
    Rewriter(List<Plan> plans, ByteArrayOutputStream out) {
        this.plans = plans;
        this.out = out;
        this.text = new QuotedPrintable(out);
        this.binary = base64();
    }

    @Override
    public void entity(Entity entity) throws NotConvertible {
        if (index == plans.size()) {
            throw new NotConvertible("message: not the one that was surveyed (expected: the same at each reading)");
        }
        plan = plans.get(index++);
        for (Header.Field field : entity.header().fields()) {
            if (plan == Plan.KEEP || !field.name().equals(ENCODING)) {
                out.writeBytes(field.raw());
            }
        }
        switch (plan) {
            case KEEP -> { }
            case SEVEN_BIT -> line("Content-Transfer-Encoding: 7bit");
            case QUOTED_PRINTABLE, BASE64 -> encoded(entity);
        }
        line("");
    }

    @Override
    public void between(byte[] octets, int from, int length) {
        out.write(octets, from, length);
    }

    @Override
    public void body(byte[] octets, int from, int length) throws IOException {
        switch (plan) {
            case BASE64 -> binary.write(octets, from, length);
            case QUOTED_PRINTABLE -> {
                for (int i = from; i < from + length; i++) {
                    text.octet(octets[i]);
                }
            }
            default -> out.write(octets, from, length);
        }
    }

    @Override
    public void lineEnd() throws IOException {
        switch (plan) {
            case BASE64 -> {
                binary.write('\r');
                binary.write('\n');
            }
            case QUOTED_PRINTABLE -> text.lineEnd();
            default -> line("");
        }
    }

    @Override
    public void bodyEnd() throws IOException {
        if (plan == Plan.BASE64) {
            binary.close();
            binary = base64();
        } else if (plan == Plan.QUOTED_PRINTABLE) {
            text.end();
            text = new QuotedPrintable(out);
        }
    }

    /** A message without MIME header becomes one, of unknown charset (RFC 1428 §3). */
    private void encoded(Entity entity) {
        if (entity.isMessage() && !entity.header().has("mime-version")) {
            line("MIME-Version: 1.0");
        }
        if (entity.isMessage() && !entity.header().has("content-type")) {
            line("Content-Type: text/plain; charset=unknown-8bit");
        }
        line("Content-Transfer-Encoding: " + (plan == Plan.BASE64 ? "base64" : "quoted-printable"));
    }

    private OutputStream base64() {
        return Base64.getMimeEncoder().wrap(out);
    }

    private void line(String ascii) {
        out.writeBytes((ascii + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
