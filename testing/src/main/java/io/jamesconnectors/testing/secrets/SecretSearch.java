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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Looks for secrets in files. Each file is read as it is, and with its lines joined, since base64 and folded fields are broken into lines.
 * Takes time in proportion to the size of the files, however many secrets there are. Used by one thread.
 */
public final class SecretSearch {
    private static final int START = Long.BYTES;
    private static final int BUCKETS = 1 << 24;
    private static final List<Joined> JOINED = List.of(new Joined(true), new Joined(false));

    private final BitSet starts = new BitSet(BUCKETS);
    private final Map<Long, List<Form>> byStart = new HashMap<>();
    private final int secrets;
    private int forms;
    private int files;
    private long octets;

    /** A form of a secret. */
    private record Form(String label, String name, byte[] octets) {
    }

    /**
     * A secret where none may be. It does not tell the secret.
     *
     * @param line from 1
     * @param label what it is
     * @param form how it was written
     */
    public record Finding(Path file, long line, String label, String form) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + label + " (" + form + ")";
        }
    }

    SecretSearch(Collection<KnownSecret> known) {
        secrets = known.size();
        known.forEach(secret -> secret.forms().forEach((name, all) -> all.forEach(form -> add(new Form(secret.label(), name, form)))));
    }

    /** For all secrets that were noted below these directories, each the {@link UsedSecrets#DIRECTORY} of a test run; what is not there is passed over. */
    public static SecretSearch of(Collection<Path> directories) throws IOException {
        return new SecretSearch(UsedSecrets.known(directories));
    }

    /** How many secrets it knows. */
    public int secrets() {
        return secrets;
    }

    /** What it has looked at so far, for people. */
    public String asString() {
        return String.format("%,d secrets in %,d forms, looked for in %,d files of %,d octets", secrets, forms, files, octets);
    }

    /** The output of tests that was kept below such a directory. */
    public static Path output(Path directory) {
        return directory.resolve(KeptOutput.OUTPUT);
    }

    /** Looks into a file, or into all files of a directory and below; those whose names end in {@code .gz} are unpacked. Nothing is found in what is not there. */
    public List<Finding> in(Path fileOrDirectory) throws IOException {
        List<Finding> findings = new ArrayList<>();
        if (Files.exists(fileOrDirectory)) {
            try (Stream<Path> all = Files.walk(fileOrDirectory)) {
                for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                    look(file, findings);
                }
            }
        }
        return findings;
    }

    private void look(Path file, List<Finding> findings) throws IOException {
        byte[] content = content(file);
        files++;
        octets += content.length;
        look(file, content, place -> Joined.lineAt(content, place), findings);
        for (Joined joined : JOINED) {
            look(file, joined.lines(content), place -> joined.lineOf(content, place), findings);
        }
    }

    private void look(Path file, byte[] view, IntToLongFunction line, List<Finding> findings) {
        long start = 0;
        for (int end = 1; end <= view.length; end++) {
            start = start << Byte.SIZE | view[end - 1] & 0xFF;
            if (end >= START && starts.get(bucket(start))) {
                for (Form form : byStart.getOrDefault(start, List.of())) {
                    if (stands(form.octets(), view, end - START)) {
                        Finding finding = new Finding(file, line.applyAsLong(end - START), form.label(), form.name());
                        if (!findings.contains(finding)) {
                            findings.add(finding);
                        }
                    }
                }
            }
        }
    }

    private void add(Form form) {
        long start = 0;
        for (int i = 0; i < START; i++) {
            start = start << Byte.SIZE | form.octets()[i] & 0xFF;
        }
        starts.set(bucket(start));
        byStart.computeIfAbsent(start, key -> new ArrayList<>(1)).add(form);
        forms++;
    }

    private static boolean stands(byte[] form, byte[] view, int at) {
        if (at + form.length > view.length) {
            return false;
        }
        for (int i = START; i < form.length; i++) {
            if (form[i] != view[at + i]) {
                return false;
            }
        }
        return true;
    }

    private static int bucket(long start) {
        return (int) (start * 0x9E3779B97F4A7C15L >>> 40);
    }

    private static byte[] content(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readAllBytes(file);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
