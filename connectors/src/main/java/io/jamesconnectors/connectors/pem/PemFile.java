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
package io.jamesconnectors.connectors.pem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * The blocks of a PEM file (RFC 7468), with any text between them. Bounded; never quotes what is in the file. The messages of all exceptions go on
 * where the name of the file ends: "does not exist (expected: a PEM file)".
 *
 * @param blocks in the order of the file
 */
public record PemFile(List<Block> blocks) {
    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    /** The most certificates that a file of trusted ones may hold. */
    public static final int MAX_TRUSTED = 2_000;

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final String BEGIN = "-----BEGIN ";
    private static final String CERTIFICATE = "CERTIFICATE";

    /**
     * One block.
     *
     * @param label what stands after BEGIN
     * @param base64 the content, with its line ends
     */
    public record Block(String label, String base64) {
        public boolean isCertificate() {
            return label.equals(CERTIFICATE);
        }

        /** @throws IllegalArgumentException when it is no base64 */
        public byte[] der() {
            return Base64.getMimeDecoder().decode(base64);
        }

        /** Not what it holds, which may be a key. */
        @Override
        public String toString() {
            return label;
        }
    }

    /** Copies the list. */
    public PemFile {
        blocks = List.copyOf(blocks);
    }

    /** @throws IOException when the file can't be read, is larger than {@link #MAX_BYTES}, or has a block without an end */
    public static PemFile read(Path path) throws IOException {
        return parse(new String(bytes(path), StandardCharsets.ISO_8859_1));
    }

    /**
     * The blocks of a text that is there already.
     *
     * @throws IOException when it is larger than {@link #MAX_BYTES}, or has a block without an end
     */
    public static PemFile parse(String text) throws IOException {
        if (text.length() > MAX_BYTES) {
            throw new IOException("is too large (expected: at most " + MAX_BYTES + " characters)");
        }
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        int from = 0;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, from)) {
            if (!block.region(begin, text.length()).lookingAt()) {
                throw new IOException("has an incomplete block " + (blocks.size() + 1) + " (expected: BEGIN, base64, END)");
            }
            from = block.end();
            blocks.add(new Block(block.group(1), block.group(2)));
        }
        return new PemFile(blocks);
    }

    private static byte[] bytes(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException((Files.exists(path) ? "is no file" : "does not exist") + " (expected: a PEM file)");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new IOException("can't be read: " + e.getClass().getSimpleName(), e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("is too large (expected: at most " + MAX_BYTES + " bytes)");
        }
        return bytes;
    }

    /**
     * Block {@code index} as a certificate.
     *
     * @throws IOException when it is none
     */
    public X509Certificate certificate(int index) throws IOException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(blocks.get(index).der()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IOException("has an unreadable block " + (index + 1) + " (expected: an X.509 certificate)", e);
        }
    }

    /**
     * All certificates of a file of trusted ones, which holds nothing else. A private key has no business there.
     *
     * @throws IOException when there is none, one is unreadable, there are more than {@link #MAX_TRUSTED}, or a block is something else
     */
    public List<X509Certificate> trustedCertificates() throws IOException {
        if (blocks.isEmpty()) {
            throw new IOException("holds none (expected: a PEM file with CERTIFICATE blocks)");
        }
        if (blocks.size() > MAX_TRUSTED) {
            throw new IOException("holds too many (expected: at most " + MAX_TRUSTED + ")");
        }
        List<X509Certificate> found = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (!blocks.get(i).isCertificate()) {
                throw new IOException("holds a " + blocks.get(i) + " (expected: CERTIFICATE blocks only)");
            }
            X509Certificate certificate = certificate(i);
            nameOf(certificate, i);
            found.add(certificate);
        }
        return found;
    }

    /** Names are decoded late and throw unchecked exceptions at odd bytes. */
    private static void nameOf(X509Certificate certificate, int index) throws IOException {
        try {
            certificate.getSubjectX500Principal().getName();
        } catch (RuntimeException e) {
            throw new IOException("has an unreadable name in block " + (index + 1) + " (expected: X.509 certificates)", e);
        }
    }
}
