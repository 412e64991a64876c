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
package io.jamesconnectors.connectors.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * What {@code senderIPAddresses} of one connector holds.
 *
 * @param blocks the addresses and blocks
 * @param lists the published addresses that it names
 */
record SenderAddresses(List<Options.Entry<Cidr>> blocks, List<Options.Entry<PublishedAddresses>> lists) {

    /** Tells blocks and names apart: a block has a dot or a colon, a name has neither. */
    static final class Reader {
        private final Options options;
        private final Findings findings;
        private final Map<String, PublishedAddresses> published = new LinkedHashMap<>();
        private final boolean reportsUnknown;

        /**
         * A reader for one file.
         *
         * @param reportsUnknown whether a name that is not among the {@code published} is an error of its own, and not the consequence of another
         */
        Reader(Findings findings, List<PublishedAddresses> published, boolean reportsUnknown) {
            this.options = new Options(findings);
            this.findings = findings;
            this.reportsUnknown = reportsUnknown;
            published.forEach(list -> this.published.put(list.name(), list));
        }

        SenderAddresses read(Optional<Value> value) {
            List<Options.Entry<Cidr>> blocks = new ArrayList<>();
            List<Options.Entry<PublishedAddresses>> lists = new ArrayList<>();
            for (Value entry : options.entries(value)) {
                if (entry.text().matches(PublishedAddressesReader.NAME)) {
                    list(entry).ifPresent(list -> lists.add(new Options.Entry<>(list, entry)));
                } else {
                    options.parsed(Optional.of(entry), Check.BAD_ADDRESS, Options::block).ifPresent(block -> blocks.add(new Options.Entry<>(block, entry)));
                }
            }
            return new SenderAddresses(options.distinct(blocks), options.distinct(lists));
        }

        private Optional<PublishedAddresses> list(Value entry) {
            Optional<PublishedAddresses> list = Optional.ofNullable(published.get(entry.text()));
            if (list.isEmpty() && reportsUnknown) {
                String otherwise = "add <publishedAddresses name=\"…\" file=\"…\"/>, or write addresses and blocks.";
                findings.add(Check.UNKNOWN_LIST, entry.position(), Options.quoted(entry) + " is neither an address nor a name of published addresses"
                    + (published.isEmpty() ? " (the file has none)" : " (expected: " + String.join(", ", published.keySet()) + ")"),
                    entry.variable() ? otherwise : Nearest.remedy(Nearest.to(entry.text(), published.keySet()), otherwise));
            }
            return list;
        }
    }
}
