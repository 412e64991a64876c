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
package io.jamesconnectors.matchers.place;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.apache.james.filesystem.api.FileSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.hybrid.Hybridity;
import io.jamesconnectors.connectors.hybrid.SigningKeys;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.secret.Secrets;

/**
 * The keys that our marks on mail are signed with. They are read at the start and at each reload of {@code connectors.xml}, never by the threads that take
 * mail.
 *
 * <p>Where the configuration names none, a key is drawn once and kept in {@code var/connectors-signing.key}, for this process alone to read, so that what was
 * signed before a restart is believed after it. A configuration of one place has nothing to sign, and gets no file. Safe for use by many threads.
 */
@Singleton
public final class MarkKeys {
    static final String FILE = "connectors-signing.key";
    private static final Logger LOGGER = LoggerFactory.getLogger(MarkKeys.class);
    private static final int DRAWN_OCTETS = 32;

    private final Path drawn;
    private final Secrets secrets;
    private final SigningKeys unkept = SigningKeys.of(List.of(draw()));
    private volatile SigningKeys current = unkept;
    private volatile Optional<String> fault = Optional.empty();

    /** @throws IllegalStateException when keys that the configuration names can't be read: what they have signed would be refused */
    @Inject
    MarkKeys(LiveConnectors live, FileSystem files) throws FileNotFoundException {
        this(live.current().connectors(), files.getFile(FileSystem.FILE_PROTOCOL_AND_VAR + FILE).toPath(), System::getenv);
        live.onSwap(active -> follow(active.connectors()));
    }

    MarkKeys(Connectors connectors, Path drawn, Function<String, @Nullable String> environment) {
        this.drawn = drawn;
        this.secrets = new Secrets(environment);
        follow(connectors);
        if (fault.isPresent() && !connectors.hybrid().signingKeys().isEmpty()) {
            throw new IllegalStateException("signingKeys: " + fault.get());
        }
    }

    /** The keys in force. */
    SigningKeys current() {
        return current;
    }

    /** What is wrong with the keys of the configuration in force; what there was before is used meanwhile. */
    public Optional<String> fault() {
        return fault;
    }

    /** Takes over the keys of another configuration. When they can't be read, those before stay. */
    void follow(Connectors connectors) {
        try {
            List<SecretSource> named = connectors.hybrid().signingKeys();
            if (named.isEmpty()) {
                current = Hybridity.of(connectors) ? read(List.of(kept())) : unkept;
            } else {
                current = read(named);
            }
            fault = Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            fault = Optional.of(String.valueOf(e.getMessage()));
            LOGGER.error("signing_keys problem=\"{}\" remedy=\"those before stay in use until a reload finds readable ones\"", e.getMessage());
        }
    }

    private SigningKeys read(List<SecretSource> sources) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        try {
            for (SecretSource source : sources) {
                try (Secret secret = secrets.read(source)) {
                    keys.add(secret.reveal());
                }
            }
            return SigningKeys.of(keys);
        } finally {
            keys.forEach(Secret::wipe);
        }
    }

    /** The key that was drawn at the first start; now, when there was none. */
    private SecretSource kept() throws IOException {
        if (!Files.exists(drawn)) {
            write();
        }
        return new SecretSource.File(drawn);
    }

    private void write() throws IOException {
        Path folder = drawn.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path draft = drawn.resolveSibling(FILE + ".new");
        Files.deleteIfExists(draft);
        boolean posix = drawn.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
            : new FileAttribute<?>[0];
        byte[] key = draw();
        try (FileChannel out = FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer rest = ByteBuffer.wrap(key);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        } finally {
            Secret.wipe(key);
        }
        try {
            Files.move(draft, drawn);
        } catch (FileAlreadyExistsException e) {
            Files.delete(draft); // somebody has been faster: theirs is the one
        }
        LOGGER.info("signing_keys drawn={} remedy=\"name signingKeys in connectors.xml where several servers share a domain\"", drawn);
    }

    private static byte[] draw() {
        byte[] octets = new byte[DRAWN_OCTETS];
        new SecureRandom().nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets).getBytes(StandardCharsets.US_ASCII);
    }
}
