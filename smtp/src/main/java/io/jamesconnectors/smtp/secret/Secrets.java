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
package io.jamesconnectors.smtp.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.SecretSource;

/** Fetches secrets from where they are, each time that one is needed: none is kept, and a file that has changed counts at once. */
public final class Secrets {
    /** The most octets of a secret. */
    public static final int MAX_OCTETS = 64 * 1024;

    private final Function<String, @Nullable String> environment;

    /** @param environment the value of an environment variable, or null; usually {@code System::getenv} */
    public Secrets(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * The secret, without the one line end that may follow it.
     *
     * @throws IOException when there is none, or it is empty, of several lines or too large; the message names the place and never holds a part of the secret
     */
    public Secret read(SecretSource source) throws IOException {
        if (source instanceof SecretSource.Variable variable) {
            String value = environment.apply(variable.name());
            if (value == null) {
                throw new IOException("secret: the environment variable " + variable.name() + " is not set (expected: the secret)");
            }
            return checked(value.getBytes(StandardCharsets.UTF_8), "the environment variable " + variable.name());
        }
        Path path = ((SecretSource.File) source).path();
        return checked(octets(path), path.toString());
    }

    private static byte[] octets(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException("secret: " + path + (Files.exists(path) ? " is no file" : " does not exist") + " (expected: a file that holds the secret and nothing else)");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MAX_OCTETS + 3);
        } catch (IOException e) {
            throw new IOException("secret: " + path + " can't be read (expected: readable for this process): " + e.getClass().getSimpleName(), e);
        }
    }

    private static Secret checked(byte[] octets, String place) throws IOException {
        int end = octets.length;
        if (end > 0 && octets[end - 1] == '\n') {
            end--;
        }
        if (end > 0 && octets[end - 1] == '\r') {
            end--;
        }
        byte[] value = Arrays.copyOf(octets, end);
        Secret.wipe(octets);
        String fault = end == 0 ? "is empty" : end > MAX_OCTETS ? "is larger than " + MAX_OCTETS + " octets" : hasBreak(value) ? "holds a line end or NUL" : "";
        if (!fault.isEmpty()) {
            Secret.wipe(value);
            throw new IOException("secret: " + place + " " + fault + " (expected: the secret on one line)");
        }
        return Secret.of(value);
    }

    private static boolean hasBreak(byte[] value) {
        for (byte octet : value) {
            if (octet == '\n' || octet == '\r' || octet == 0) {
                return true;
            }
        }
        return false;
    }
}
