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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets that tests use: passwords, client secrets, tokens, private keys. Each is noted when it is made, in a file of this process below the directory
 * {@link #DIRECTORY}, so that {@link SecretSearch} knows it when all tests of all modules have run. Safe for use by several threads.
 *
 * <p>A secret must be one that stands nowhere by chance: {@value #SHORTEST} octets at least, not all alike. Whole sentences do, {@code secret} does not.
 */
public final class UsedSecrets {
    /** The system property that names the directory; without it nothing is written. */
    public static final String DIRECTORY = "secrets.directory";
    static final String KNOWN = "known";
    static final int SHORTEST = 8;
    private static final int FEWEST_DIFFERENT = 5;
    private static final Set<String> NOTED = new HashSet<>();

    private UsedSecrets() {
    }

    /**
     * Notes a secret.
     *
     * @param label what it is, to be shown where it is found
     * @return the secret itself
     * @throws IllegalArgumentException when it is one that stands in texts by chance
     */
    public static String note(String label, String secret) {
        note(label, secret.getBytes(StandardCharsets.UTF_8));
        return secret;
    }

    /** Notes the numbers of a private key that its public key does not tell: so it is found in each encoding that holds them as they are. */
    public static PrivateKey note(String label, PrivateKey key) {
        if (key instanceof ECPrivateKey ec) {
            note(label, magnitude(ec.getS()));
        } else if (key instanceof RSAPrivateCrtKey rsa) {
            Stream.of(rsa.getPrivateExponent(), rsa.getPrimeP(), rsa.getPrimeQ()).forEach(number -> note(label, magnitude(number)));
        } else {
            throw new IllegalArgumentException(label + ": a key for " + key.getAlgorithm() + " (expected: EC or RSA)");
        }
        return key;
    }

    /** Notes the private key in a PEM file (PKCS#8, RSA or EC): one that the gateway has made, or that a test gave it. */
    public static void noteKeyFile(String label, Path pem) {
        try {
            String body = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
            note(label, privateKey(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(label, e);
        }
    }

    private static PrivateKey privateKey(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(encoded);
        } catch (InvalidKeySpecException e) {
            return KeyFactory.getInstance("EC").generatePrivate(encoded);
        }
    }

    /** As {@link #note(String, String)}, for octets. */
    public static void note(String label, byte[] secret) {
        if (secret.length < SHORTEST || different(secret) < FEWEST_DIFFERENT) {
            throw new IllegalArgumentException(label + ": " + secret.length + " octets, " + different(secret) + " of them different (expected: at least "
                + SHORTEST + " and " + FEWEST_DIFFERENT + "; others stand in texts by chance)");
        }
        directory().ifPresent(directory -> write(directory, label, secret));
    }

    /** The secrets that were noted below these directories. */
    static List<KnownSecret> known(Iterable<Path> directories) throws IOException {
        List<KnownSecret> known = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Path directory : directories) {
            if (Files.isDirectory(directory.resolve(KNOWN))) {
                try (Stream<Path> files = Files.list(directory.resolve(KNOWN))) {
                    for (Path file : files.sorted().toList()) {
                        Files.readAllLines(file).stream().filter(seen::add).map(UsedSecrets::read).forEach(known::add);
                    }
                }
            }
        }
        return known;
    }

    static Optional<Path> directory() {
        return Optional.ofNullable(System.getProperty(DIRECTORY)).map(Path::of);
    }

    private static KnownSecret read(String line) {
        int tab = line.indexOf('\t');
        return new KnownSecret(line.substring(0, tab), Base64.getDecoder().decode(line.substring(tab + 1)));
    }

    private static synchronized void write(Path directory, String label, byte[] secret) {
        String line = label.replaceAll("[\t\r\n]", " ") + "\t" + Base64.getEncoder().encodeToString(secret) + "\n";
        if (NOTED.add(line)) {
            try {
                Path folder = Files.createDirectories(directory.resolve(KNOWN));
                Files.writeString(folder.resolve(ProcessHandle.current().pid() + ".txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] magnitude(BigInteger number) {
        byte[] octets = number.toByteArray();
        return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
    }

    private static long different(byte[] octets) {
        Set<Byte> all = new HashSet<>();
        for (byte octet : octets) {
            all.add(octet);
        }
        return all.size();
    }
}
