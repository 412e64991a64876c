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

/** Where a secret is found when it is needed. The configuration itself never holds one, so that nothing that prints it can give one away. */
public sealed interface SecretSource {
    /**
     * An environment variable of the server.
     *
     * @param name letters, digits and {@code _}, no digit first
     */
    record Variable(String name) implements SecretSource {
    }

    /**
     * A file that holds the secret and nothing else; one line end after it is no part of it. It is read again when it has changed.
     *
     * @param path absolute
     */
    record File(Path path) implements SecretSource {
    }
}
