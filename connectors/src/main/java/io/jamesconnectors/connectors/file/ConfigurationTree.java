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

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.io.FileHandler;
import org.apache.commons.configuration2.tree.ImmutableNode;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * Commons Configuration reads the values, {@link PlaceFinder} the places; both see the elements in the order of the text, so they are laid
 * side by side.
 */
final class ConfigurationTree {
    private final SourceText source;
    private final Variables variables;

    private ConfigurationTree(SourceText source, Variables variables) {
        this.source = source;
        this.variables = variables;
    }

    /**
     * The root element of a text that {@link WellFormedness} has passed.
     *
     * @throws RefusedText when Commons Configuration is stricter than Java's parser
     */
    static Node read(SourceText source, Variables variables) throws RefusedText {
        XMLConfiguration configuration = new XMLConfiguration();
        configuration.setDocumentBuilder(SecureXml.documentBuilder());
        try {
            new FileHandler(configuration).load(new StringReader(source.text()));
        } catch (ConfigurationException e) {
            throw new RefusedText(Check.NOT_WELL_FORMED.at(Position.ofFile(source.file()), "Commons Configuration can't read the file: " + e.getMessage()));
        }
        ImmutableNode root = configuration.getNodeModel().getInMemoryRepresentation();
        return new ConfigurationTree(source, variables).node(configuration.getRootElementName(), root, PlaceFinder.find(source.text()));
    }

    private Node node(String name, ImmutableNode values, Place place) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        place.attributes().forEach((attribute, span) -> {
            Object value = values.getAttributes().get(attribute);
            if (value != null) {
                attributes.put(attribute, variables.resolve(attribute, source, span.start(), span.end(), value.toString().strip()));
            }
        });
        List<Node> children = new ArrayList<>();
        Iterator<Place> places = place.children().iterator();
        for (ImmutableNode child : values.getChildren()) {
            children.add(node(child.getNodeName(), child, places.next()));
        }
        return new Node(name, source, place, attributes, text(values, place), children, Set.of());
    }

    private Optional<Value> text(ImmutableNode values, Place place) {
        Object value = values.getValue();
        if (value == null || value.toString().isBlank()) {
            return Optional.empty();
        }
        String raw = value.toString().strip();
        int start = source.find(raw, place.textStart(), place.end());
        return Optional.of(variables.resolve(values.getNodeName(), source, start >= 0 ? start : place.start(), place.end(), raw));
    }
}
