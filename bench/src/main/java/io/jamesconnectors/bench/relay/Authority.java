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
package io.jamesconnectors.bench.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/**
 * Who vouches for the sink.
 *
 * @param context of the sink, whose certificate is for {@link #NAME}
 * @param root the root certificate as PEM
 * @param trustStore the root certificate as PKCS#12
 */
record Authority(SSLContext context, Path root, Path trustStore) {
    /** The name of the sink. */
    static final String NAME = "localhost.partner.test";

    /** A new one, with its files in {@code directory}. */
    static Authority in(Path directory) throws IOException, GeneralSecurityException {
        TestCa ca = TestCa.create();
        Path trustStore = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            ca.trustStore().store(out, TestCertificate.PASSWORD.toCharArray());
        }
        return new Authority(ca.issue().dnsNames(NAME, "localhost").done().sslContext(), ca.writeRoot(directory.resolve("root.pem")), trustStore);
    }
}
