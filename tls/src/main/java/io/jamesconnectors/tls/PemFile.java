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
package io.jamesconnectors.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM file (RFC 7468), with any text between them. Bounded; never quotes what is in the file.
 *
 * @param what what the file is for, at the beginning of every message
 */
record PemFile(String what, Path path, List<Block> blocks) {
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final String BEGIN = "-----BEGIN ";
    private static final String CERTIFICATE = "CERTIFICATE";

    /**
     * One block.
     *
     * @param label what stands after BEGIN
     * @param base64 the content, with its line ends
     */
    record Block(String label, String base64) {
        boolean isCertificate() {
            return label.equals(CERTIFICATE);
        }

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

    /** @throws IOException when the file can't be read, is larger than {@link #MAX_BYTES}, or has a block without an end; the message names the file and says why */
    static PemFile read(String what, Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException(what + ": " + path + " does not exist (expected: a PEM file)", e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(what + ": " + path + " is too large (expected: at most " + MAX_BYTES + " bytes)");
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        int from = 0;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, from)) {
            if (!block.region(begin, text.length()).lookingAt()) {
                throw new IOException(what + ": block " + (blocks.size() + 1) + " of " + path + " is incomplete (expected: BEGIN, base64, END)");
            }
            from = block.end();
            blocks.add(new Block(block.group(1), block.group(2)));
        }
        return new PemFile(what, path, blocks);
    }

    /**
     * Block {@code index} as a certificate.
     *
     * @throws IOException when it is none
     */
    X509Certificate certificate(int index) throws IOException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(blocks.get(index).der()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IOException(what + ": block " + (index + 1) + " of " + path + " is unreadable (expected: an X.509 certificate)", e);
        }
    }
}
