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

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this project, which Maven writes into the JAR. */
public final class ProjectVersion {
    /** Such as {@code 0.1.0}; {@code unknown} where something else than Maven has built it. */
    public static final String TEXT = read("version.properties");

    private ProjectVersion() {
    }

    private static String read(String resource) {
        Properties properties = new Properties();
        try (InputStream in = requireNonNull(ProjectVersion.class.getResourceAsStream(resource), resource)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("version", "");
        return version.matches("[0-9].*") ? version : "unknown";
    }
}
