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

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The address ranges that Microsoft publishes for Exchange Online (Office 365 IP Address and URL web service), under a name that
 * {@code senderIPAddresses} can use.
 *
 * @param name what {@code senderIPAddresses} calls them
 * @param file where the list lies; kept up to date where there is a {@code source}
 * @param source the web service that the list is kept up to date from; empty for a list that the administrator keeps
 * @param blocks the ranges of Exchange at port 25; empty when no good list was there yet
 */
public record PublishedAddresses(String name, Path file, Optional<Source> source, List<Cidr> blocks) {

    public PublishedAddresses {
        blocks = List.copyOf(blocks);
    }

    /**
     * A web service.
     *
     * @param base such as {@code https://endpoints.office.com}
     * @param instance {@code Worldwide}, {@code China}, {@code USGOVDoD} or {@code USGOVGCCHigh}
     */
    public record Source(URI base, String instance) {
    }
}
