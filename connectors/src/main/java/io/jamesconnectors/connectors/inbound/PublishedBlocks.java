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
package io.jamesconnectors.connectors.inbound;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.lookup.CidrMap;

/** The published ranges by name, each found by the addresses in it; a name without list holds nothing. */
final class PublishedBlocks {
    private final Map<String, List<Identification.ByAddress>> blocks = new HashMap<>();
    private final Map<String, CidrMap<Place>> maps = new HashMap<>();

    PublishedBlocks(List<PublishedAddresses> lists) {
        lists.forEach(list -> blocks.putIfAbsent(list.name(), list.blocks().stream().distinct()
            .map(block -> new Identification.ByAddress(block, Optional.of(list.name()))).toList()));
        blocks.forEach((name, list) -> maps.put(name, Place.map(list)));
    }

    /** The blocks of all ranges that {@code connector} names, each once. */
    Stream<Identification.ByAddress> of(InboundConnector connector) {
        return connector.publishedAddresses().stream().distinct().flatMap(name -> blocks.getOrDefault(name, List.of()).stream());
    }

    /** What {@code connector} lists, then each of the ranges that it names. */
    List<CidrMap<Place>> maps(InboundConnector connector) {
        Stream<CidrMap<Place>> own = connector.senderIPAddresses().isEmpty() ? Stream.empty()
            : Stream.of(Place.map(connector.senderIPAddresses().stream().distinct().map(Identification.ByAddress::new).toList()));
        return Stream.concat(own, connector.publishedAddresses().stream().distinct().map(name -> maps.getOrDefault(name, CidrMap.empty()))).toList();
    }

    /** A block that identifies a client. */
    record Place(Cidr block, Optional<Identification> identification) {
        static CidrMap<Place> map(List<Identification.ByAddress> blocks) {
            return CidrMap.of(blocks.stream().collect(Collectors.toMap(
                Identification.ByAddress::block, block -> new Place(block.block(), Optional.of(block)))));
        }
    }
}
