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
package io.jamesconnectors.connectors.file;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The blocks of a PEM file (RFC 7468). */
final class PemBlocks {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    private PemBlocks() {
    }

    /**
     * One block.
     *
     * @param label what stands after BEGIN
     */
    record Block(String label, String base64) {
        /** @throws IllegalArgumentException when it is no base64 */
        byte[] der() {
            return Base64.getMimeDecoder().decode(base64);
        }

        /** Not what it holds, which may be a key. */
        @Override
        public String toString() {
            return label;
        }
    }

    static List<Block> in(byte[] file) {
        return BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1)).results().map(block -> new Block(block.group(1), block.group(2))).toList();
    }
}
