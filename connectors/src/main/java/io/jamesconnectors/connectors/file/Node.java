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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * An element with its values, each of which knows its place.
 *
 * @param name of the element
 * @param source the text that it comes from
 * @param place where it stands
 * @param attributes by name
 * @param text what stands between its tags; empty when nothing does
 * @param children in their order
 * @param misspelt the options that an unknown element or attribute in here was probably meant to be; not to be reported as missing
 */
record Node(String name, SourceText source, Place place, Map<String, Value> attributes, Optional<Value> text, List<Node> children, Set<String> misspelt) {

    Node {
        attributes = attributes.isEmpty() ? Map.of() : new LinkedHashMap<>(attributes);
        children = List.copyOf(children);
        misspelt = Set.copyOf(misspelt);
    }

    Position position() {
        return source.position(place.start());
    }

    Optional<Value> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    Optional<Node> child(String element) {
        for (Node child : children) { // asked for dozens of options in each of a hundred thousand connectors
            if (child.name.equals(element)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    List<Node> all(String element) {
        return children.stream().filter(child -> child.name.equals(element)).toList();
    }

    /** The text of a child; a child without text has an empty value. */
    Optional<Value> option(String element) {
        return child(element).map(Node::value);
    }

    /** The text between the tags, empty rather than absent. */
    Value value() {
        return text.orElseGet(() -> new Value(name, source, place.start(), place.textStart(), "", "", false, false));
    }

    /** Whether an option is absent, and not just misspelt. */
    boolean lacks(String option) {
        return !attributes.containsKey(option) && child(option).isEmpty() && !misspelt.contains(option);
    }

    /** This element with only these attributes and children. */
    Node with(Map<String, Value> knownAttributes, List<Node> knownChildren, Optional<Value> knownText, Set<String> meant) {
        return new Node(name, source, place, knownAttributes, knownText, knownChildren, meant);
    }
}
