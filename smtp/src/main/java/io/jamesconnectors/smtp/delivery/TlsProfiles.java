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
package io.jamesconnectors.smtp.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.tls.ClientIdentity;
import io.jamesconnectors.tls.ClientTls;

/**
 * One {@link ClientTls} for all connectors with the same options. The files of a client certificate are looked at for every attempt, on the worker's thread, and
 * read again when one of them has changed; what is made of them then is another {@code ClientTls}, so that neither a session nor a connection outlives its identity.
 *
 * <p>Files that can't be read, or do not fit together, leave the identity before them in force: a certificate and its key are seldom replaced in the same moment.
 * Where there is none before them, nobody gets a {@code ClientTls}. Either is logged once for each state of the files, and tried again at each attempt.
 */
final class TlsProfiles {
    private static final Logger LOGGER = LoggerFactory.getLogger(TlsProfiles.class);

    private final Function<String, @Nullable String> environment;
    private final ConcurrentHashMap<TlsOptions, Profile> profiles = new ConcurrentHashMap<>();

    /** @param environment the value of an environment variable, or null */
    TlsProfiles(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * The present generation for these options.
     *
     * @throws IOException when there has never been one; the message says why, and holds no secret
     */
    ClientTls of(TlsOptions options) throws IOException {
        return profiles.computeIfAbsent(options, Profile::new).current();
    }

    /** The files in one state. A missing one has no stamp. */
    private record State(List<Optional<FileStamp>> stamps) {
        static State of(Optional<ClientCertificate> files) {
            List<Optional<FileStamp>> stamps = new ArrayList<>();
            files.ifPresent(some -> Stream.concat(Stream.of(some.chain()), some.key().stream()).forEach(file -> stamps.add(stamp(file))));
            return new State(stamps);
        }

        private static Optional<FileStamp> stamp(Path file) {
            try {
                return Optional.of(FileStamp.of(file));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    private final class Profile {
        private final TlsOptions options;
        private @Nullable State state;
        private @Nullable ClientTls tls;
        private @Nullable State complained;

        Profile(TlsOptions options) {
            this.options = options;
        }

        synchronized ClientTls current() throws IOException {
            State now = State.of(options.clientCertificate());
            if (tls == null || !now.equals(state)) {
                try {
                    tls = read();
                    state = now;
                    complained = null;
                } catch (IOException e) {
                    complain(now, e);
                }
            }
            ClientTls usable = tls;
            if (usable == null) {
                throw new IOException("TLS options: not usable (expected: readable files)");
            }
            return usable;
        }

        private void complain(State now, IOException e) throws IOException {
            boolean first = !now.equals(complained);
            complained = now;
            if (tls == null) {
                if (first) {
                    LOGGER.error("Mail that needs this certificate waits: {}", e.getMessage());
                }
                throw e;
            }
            if (first) {
                LOGGER.error("The client certificate read before stays in force: {}", e.getMessage());
            }
        }

        private ClientTls read() throws IOException {
            try {
                ClientTls fresh = options.clientCertificate().isEmpty() ? ClientTls.anonymous(options)
                    : ClientTls.of(ClientIdentity.load(options.clientCertificate().get(), environment), options);
                fresh.engine("nobody.invalid", 25);
                fresh.identity().ifPresent(identity -> LOGGER.info("Client certificate: {} of {} read", identity, options.clientCertificate().get().chain()));
                return fresh;
            } catch (RuntimeException e) {
                throw new IOException("TLS options: " + e.getMessage() + " (expected: versions and ciphers that this Java speaks)", e);
            }
        }
    }
}
