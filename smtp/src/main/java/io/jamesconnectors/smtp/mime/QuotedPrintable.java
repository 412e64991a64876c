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

/** Encodes text as quoted-printable (RFC 2045 §6.7): lines of 76 characters at most, nothing white at their ends, line ends as line ends. */
final class QuotedPrintable {
    private static final int LONGEST = 75;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private final ByteArrayOutputStream out;
    private int column;
    private int white = -1;

    QuotedPrintable(ByteArrayOutputStream out) {
        this.out = out;
    }

    void octet(byte octet) {
        if (white >= 0) {
            plain(white);
            white = -1;
        }
        if (octet == ' ' || octet == '\t') {
            white = octet;
        } else if (octet > ' ' && octet <= '~' && octet != '=') {
            plain(octet);
        } else {
            escaped(octet & 0xff);
        }
    }

    void lineEnd() {
        end();
        out.write('\r');
        out.write('\n');
        column = 0;
    }

    /** The text is at its end. */
    void end() {
        if (white >= 0) {
            escaped(white);
            white = -1;
        }
    }

    private void plain(int octet) {
        makeRoom(1);
        out.write(octet);
    }

    private void escaped(int octet) {
        makeRoom(3);
        out.write('=');
        out.write(HEX[octet >> 4]);
        out.write(HEX[octet & 0xf]);
    }

    private void makeRoom(int width) {
        if (column + width > LONGEST) {
            out.write('=');
            out.write('\r');
            out.write('\n');
            column = 0;
        }
        column += width;
    }
}
