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
package io.jamesconnectors.connectors;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificate that we show to servers that ask for one.
 *
 * @param chain a PEM file with our certificate first and its intermediates after it, or a PKCS#12 or JKS key store
 * @param key a PEM file with the private key (PKCS#8); empty for a key store, which holds it
 * @param password the name of the environment variable that holds the password of the key store; empty for none
 */
public record ClientCertificate(Path chain, Optional<Path> key, Optional<String> password) {
}
