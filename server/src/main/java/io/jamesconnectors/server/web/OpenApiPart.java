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
package io.jamesconnectors.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import com.google.inject.Inject;

import spark.Service;

/** The description of all paths of connectors, for programs: OpenAPI 3. */
public final class OpenApiPart implements WebPart {
    private static final String DOCUMENT = "openapi.json";

    private final String document;

    @Inject
    public OpenApiPart() {
        try (InputStream in = Objects.requireNonNull(OpenApiPart.class.getResourceAsStream(DOCUMENT), DOCUMENT)) {
            document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void define(Service service) {
        service.get(BASE_PATH + "/" + DOCUMENT, (request, response) -> document);
    }
}
