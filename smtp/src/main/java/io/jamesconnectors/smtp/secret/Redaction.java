package io.jamesconnectors.smtp.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Blackens secrets in what a stranger says, who may repeat what he was told, whole or in part. Pieces of fewer than {@value #PIECE} octets are left: no one gets
 * far with them, and every word holds some. Shorter secrets are found whole only.
 */
public final class Redaction implements AutoCloseable {
    private static final int PIECE = 12;
    private static final int SHORTEST = 3;

    private final Set<String> pieces = new HashSet<>();
    private final List<String> whole = new ArrayList<>();

    /** From now on nobody reads {@code secret}. */
    public void add(Secret secret) {
        byte[] octets = secret.reveal();
        String text = new String(octets, UTF_8);
        Secret.wipe(octets);
        for (int i = 0; i + PIECE <= text.length(); i++) {
            pieces.add(text.substring(i, i + PIECE));
        }
        if (text.length() >= SHORTEST && text.length() < PIECE) {
            whole.add(text);
        }
    }

    /** {@code text} with three asterisks for each stretch that comes from a secret. */
    public String apply(String text) {
        StringBuilder black = new StringBuilder(text.length());
        int secretUpTo = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i + PIECE <= text.length() && pieces.contains(text.substring(i, i + PIECE))) {
                black.append(i >= secretUpTo ? "***" : "");
                secretUpTo = i + PIECE;
            }
            if (i >= secretUpTo) {
                black.append(text.charAt(i));
            }
        }
        String result = black.toString();
        for (String word : whole) {
            result = result.replace(word, "***");
        }
        return result;
    }

    /** Forgets the secrets. */
    @Override
    public void close() {
        pieces.clear();
        whole.clear();
    }
}
