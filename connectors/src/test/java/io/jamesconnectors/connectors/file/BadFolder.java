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

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/**
 * A copy of the folder {@code bad}, in which each {@code *.setup} has made what can't lie in a repository: certificates that end soon, key stores, large files, permissions.
 * A line of it is one of
 * <pre>
 * pem FILE KEY-FILE DAYS NAME            a certificate of NAME that ends in DAYS, with its intermediate
 * leaf FILE KEY-FILE DAYS NAME           the same without the intermediate
 * store TYPE FILE PASSWORD DAYS NAME     a key store with key, certificate and intermediate
 * trust TYPE FILE PASSWORD               a key store with a certificate alone
 * root FILE                              the root above all of these
 * zeros MEBIBYTES FILE                   as many, and one octet more
 * mode rw-r--r-- FILE                    these permissions
 * </pre>
 */
final class BadFolder {
    private static final Path SOURCE = Path.of("src/test/resources/io/jamesconnectors/connectors/file/bad");

    private final Path place;
    private final TestCa authority = TestCa.create("Test Root").intermediate("Test Issuing");
    private final Instant now = Instant.now();
    private final Map<String, String> days = new HashMap<>();

    private BadFolder(Path place) {
        this.place = place;
    }

    /** Makes one below a directory that is the test's own. */
    static BadFolder in(Path directory) {
        BadFolder folder = new BadFolder(directory.resolve("bad"));
        try (Stream<Path> files = Files.walk(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.place.resolve(SOURCE.relativize(file)));
            }
            for (Path setup : all(folder.place, ".setup")) {
                for (String line : Files.readAllLines(setup)) {
                    folder.make(setup.resolveSibling("."), List.of(line.split(" ")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key store", e);
        }
        return folder;
    }

    /** All files below one whose name ends so, in order. */
    static List<Path> all(Path directory, String end) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path source() {
        return SOURCE;
    }

    Path place() {
        return place;
    }

    /** A text about the copy as it stands in an expectation: without the place, and with the days that were reckoned from today. */
    String golden(String text) {
        String told = text.replace(place.toAbsolutePath() + "/", "BASE/").replace(place.toAbsolutePath().toString(), "BASE");
        for (Map.Entry<String, String> day : days.entrySet()) {
            told = told.replace(day.getKey(), day.getValue());
        }
        return told;
    }

    private void make(Path here, List<String> words) throws IOException, GeneralSecurityException {
        switch (words.get(0)) {
            case "pem" -> write(here.resolve(words.get(1)), here.resolve(words.get(2)), certificate(words.get(3), words.get(4)));
            case "leaf" -> {
                TestCertificate whole = certificate(words.get(3), words.get(4));
                write(here.resolve(words.get(1)), here.resolve(words.get(2)), whole.sentAs(whole.chain().subList(0, 1)));
            }
            case "store" -> {
                TestCertificate made = certificate(words.get(4), words.get(5));
                KeyStore store = empty(words.get(1));
                char[] password = password(words.get(3));
                store.setKeyEntry("listener", made.key(), password, made.chain().toArray(X509Certificate[]::new));
                save(store, here.resolve(words.get(2)), password);
            }
            case "trust" -> {
                KeyStore store = empty(words.get(1));
                store.setCertificateEntry("somebody", authority.root());
                save(store, here.resolve(words.get(2)), password(words.get(3)));
            }
            case "root" -> authority.writeRoot(here.resolve(words.get(1)));
            case "zeros" -> Files.write(here.resolve(words.get(2)), new byte[Integer.parseInt(words.get(1)) * 1024 * 1024 + 1]);
            case "mode" -> Files.setPosixFilePermissions(here.resolve(words.get(2)), PosixFilePermissions.fromString(words.get(1)));
            default -> throw new IllegalArgumentException(words.toString());
        }
    }

    private TestCertificate certificate(String inDays, String name) {
        Instant end = now.plus(Duration.ofDays(Long.parseLong(inDays)));
        days.put(end.atOffset(ZoneOffset.UTC).toLocalDate().toString(), "today+" + inDays);
        return authority.issue().commonName(name).dnsNames(name).valid(now.minus(Duration.ofDays(100)), end).done();
    }

    private static void write(Path chain, Path key, TestCertificate certificate) throws IOException {
        Files.writeString(chain, certificate.chainPem());
        Files.writeString(key, certificate.keyPem());
    }

    private static char[] password(String text) {
        return UsedSecrets.note("password of a key store", text).toCharArray();
    }

    private static KeyStore empty(String type) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        return store;
    }

    private static void save(KeyStore store, Path file, char[] password) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }
}
