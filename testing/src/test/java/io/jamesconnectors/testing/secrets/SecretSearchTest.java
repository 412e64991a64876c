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
package io.jamesconnectors.testing.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

class SecretSearchTest {
    /** None of them is noted: what is planted here is planted nowhere else. */
    private static final String SECRET = "Tr0ub4dor & \"three\" <of=them>/~+1";
    private static final String AROUND = "before 1\r\nand 2\r\n%s\r\nbehind";

    @TempDir
    private Path folder = Path.of("");

    private List<SecretSearch.Finding> found(byte[] secret, byte[] output) throws IOException {
        Path file = Files.write(folder.resolve("output"), output);
        return new SecretSearch(List.of(new KnownSecret("the label", secret))).in(file);
    }

    private void finds(String output, String form) throws IOException {
        assertThat(found(SECRET.getBytes(UTF_8), AROUND.formatted(output).getBytes(UTF_8))).as(output)
            .contains(new SecretSearch.Finding(folder.resolve("output"), 3, "the label", form));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void findsItAsItIsAndSaysFileAndLine() throws IOException {
        finds("password=" + SECRET + "!", "as it is");
        assertThat(found(SECRET.getBytes(UTF_8), SECRET.getBytes(UTF_8))).first().asString()
            .isEqualTo(folder.resolve("output") + ":1: the label (as it is)").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "\0user@contoso.test\0", "\0scanner@contoso.test\0", "user=a@contoso.test\1auth=Bearer "})
    void findsItInBase64WhateverStandsBeforeAndBehind(String before) throws IOException {
        for (String behind : List.of("", "\1\1", "z")) {
            finds("AUTH PLAIN " + base64(before + SECRET + behind), "base64");
            finds(base64(before + SECRET + behind).replace('+', '-').replace('/', '_'), "base64");
        }
    }

    @Test
    void findsItInEachForm() throws IOException {
        finds("client_secret=" + URLEncoder.encode(SECRET, UTF_8) + "&x", "for URLs");
        finds(URLEncoder.encode(SECRET, UTF_8).replace("+", "%20").replace("%7E", "~"), "for URLs");
        finds(URLEncoder.encode(SECRET, UTF_8).replace("%2F", "%2f").replace("%22", "%22").replace("%3C", "%3c").replace("%3D", "%3d").replace("%3E", "%3e")
            .replace("%7E", "%7e").replace("%2B", "%2b"), "for URLs");
        finds("<x y=\"" + SECRET.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;") + "\"/>", "for XML");
        finds("{\"x\":\"" + SECRET.replace("\"", "\\\"") + "\"}", "for JSON");
        finds(SECRET.replace("=", "=3D"), "quoted-printable");
        finds(HexFormat.of().formatHex(SECRET.getBytes(UTF_8)), "hexadecimal");
        finds(HexFormat.of().withUpperCase().formatHex(SECRET.getBytes(UTF_8)), "hexadecimal");
        finds(new BigInteger(SECRET.getBytes(UTF_8)).toString(), "decimal");
    }

    @Test
    void findsItAcrossLines() throws IOException {
        String line = base64("xx" + SECRET.repeat(2));
        finds(line.substring(0, 20) + "\r\n\t" + line.substring(20), "base64");
        finds(line.substring(0, 20) + "\\n" + line.substring(20), "base64");
        finds(line.substring(0, 20) + "&#10;" + line.substring(20), "base64");
        finds("word " + SECRET.replace(" & ", "\r\n & "), "as it is");
        finds(SECRET.replace("=", "=3D").replace("three", "th=\r\nree"), "quoted-printable");
    }

    @Test
    void findsEachPieceOfALongOne() throws IOException {
        byte[] token = new byte[200];
        new Random(1).nextBytes(token);
        for (int from = 0; from + KnownSecret.PART * 2 <= token.length; from++) {
            byte[] piece = Arrays.copyOfRange(token, from, from + KnownSecret.PART * 2 - 1);
            assertThat(found(token, piece)).as("from " + from).isNotEmpty();
            assertThat(found(token, Base64.getEncoder().encode(piece))).as("from " + from).isNotEmpty();
        }
        assertThat(found(token, Arrays.copyOfRange(token, 0, KnownSecret.PART - 1))).isEmpty();
    }

    @Test
    void findsItInWhatIsPacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(("one\n" + SECRET).getBytes(UTF_8));
        }
        Files.write(folder.resolve("a.log.gz"), packed.toByteArray());
        assertThat(new SecretSearch(List.of(new KnownSecret("x", SECRET.getBytes(UTF_8)))).in(folder)).singleElement()
            .isEqualTo(new SecretSearch.Finding(folder.resolve("a.log.gz"), 2, "x", "as it is"));
    }

    @Test
    void findsPrivateKeysInPemAndNotTheirCertificates() throws IOException {
        for (TestCertificate certificate : List.of(TestCa.create().server("a.test"), TestCa.createWithRsa("RSA").issue().rsaKey().signedWith("SHA256withRSA").dnsNames("b.test").done())) {
            byte[] number = certificate.key() instanceof ECPrivateKey ec ? ec.getS().toByteArray() : ((java.security.interfaces.RSAPrivateKey) certificate.key()).getPrivateExponent().toByteArray();
            byte[] secret = number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
            assertThat(found(secret, certificate.keyPem().getBytes(UTF_8))).isNotEmpty();
            assertThat(found(secret, certificate.key().getEncoded())).isNotEmpty();
            assertThat(found(secret, certificate.chainPem().getBytes(UTF_8))).isEmpty();
        }
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        byte[] noise = new byte[1 << 20];
        new Random(2).nextBytes(noise);
        assertThat(found(SECRET.getBytes(UTF_8), noise)).isEmpty();
        assertThat(found(SECRET.getBytes(UTF_8), SECRET.substring(1).getBytes(UTF_8))).isEmpty();
        assertThat(new SecretSearch(List.of()).in(folder.resolve("nowhere"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", "xxxxxxxxxxxxxxxxxxxx", "abababababab"})
    void refusesToKnowWhatStandsInTextsByChance(String secret) {
        assertThatThrownBy(() -> UsedSecrets.note("password", secret)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("password: ")
            .hasMessageContaining("by chance");
    }

    @Test
    void readsWhatWasNotedAndKept() throws IOException {
        Files.createDirectories(folder.resolve("one/known"));
        Files.writeString(folder.resolve("one/known/17.txt"), "a password\t" + base64(SECRET) + "\nanother\t" + base64("secret number two") + "\n");
        Files.createDirectories(folder.resolve("two/known"));
        Files.writeString(folder.resolve("two/known/17.txt"), "a password\t" + base64(SECRET) + "\n");
        Files.createDirectories(folder.resolve("two/output"));
        Files.writeString(folder.resolve("two/output/17-1-log"), "secret number two");
        SecretSearch search = SecretSearch.of(List.of(folder.resolve("one"), folder.resolve("two"), folder.resolve("three")));

        assertThat(search.secrets()).isEqualTo(2);
        assertThat(search.in(SecretSearch.output(folder.resolve("one")))).isEmpty();
        assertThat(search.in(SecretSearch.output(folder.resolve("two")))).extracting(SecretSearch.Finding::label).containsExactly("another");
        assertThat(search.asString()).startsWith("2 secrets in ").endsWith(" looked for in 1 files of 17 octets");
    }
}
