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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import com.google.common.base.Suppliers;

import io.jamesconnectors.connectors.diagnostics.Check;

/** Reports elements, attributes and text that the schema does not know in their place, and returns the tree without them. */
final class ShapeCheck {
    private final Vocabulary vocabulary = Vocabulary.declared();
    private final Findings findings;

    ShapeCheck(Findings findings) {
        this.findings = findings;
    }

    /** The part of the tree that the schema knows; empty when the file is not about connectors at all. */
    Optional<Node> known(Node root) {
        if (!root.name().equals(vocabulary.root())) {
            findings.add(Check.UNKNOWN_ELEMENT, root.position(), "the outermost element is <" + shown(root.name()) + "> (expected: <" + vocabulary.root() + ">)",
                "check that this is the right file.");
            return Optional.empty();
        }
        return Optional.of(known(root, vocabulary.rootType()));
    }

    private Node known(Node node, Vocabulary.Type type) {
        Set<String> meant = new TreeSet<>();
        Map<String, Value> attributes = attributes(node, type, meant);
        List<Node> children = children(node, type, meant);
        Optional<Value> text = type.expected().isPresent() ? node.text() : withoutText(node);
        Node known = node.with(attributes, children, text, meant);
        type.attributes().forEach((attribute, required) -> {
            if (required && known.lacks(attribute)) {
                findings.add(Check.MISSING_ATTRIBUTE, node.position(), "<" + node.name() + "> has no " + attribute, "add " + attribute + "=\"…\".");
            }
        });
        return known;
    }

    private Map<String, Value> attributes(Node node, Vocabulary.Type type, Set<String> meant) {
        Map<String, Value> known = new LinkedHashMap<>();
        Supplier<List<String>> absent = absent(node, type.attributes().keySet());
        node.attributes().forEach((name, value) -> {
            if (type.attributes().containsKey(name)) {
                known.put(name, value);
            } else if (!isForEditors(name)) {
                Optional<String> nearest = nearest(name, absent.get(), type.attributes().keySet());
                nearest.ifPresent(meant::add);
                findings.add(Check.UNKNOWN_ATTRIBUTE, value.position(), "<" + node.name() + "> has the attribute '" + shown(name) + "' "
                    + (type.attributes().isEmpty() ? "(expected: no attribute)" : "(expected: " + String.join(", ", type.attributes().keySet()) + ")"),
                    remedy(name, nearest, type.children().containsKey(name)));
            }
        });
        return known;
    }

    private static String remedy(String attribute, Optional<String> nearest, boolean isElement) {
        return isElement
            ? "write it as an element: <" + attribute + ">…</" + attribute + ">."
            : Nearest.remedy(nearest, "correct its spelling or remove it.");
    }

    /** {@code xsi:noNamespaceSchemaLocation} and the like let editors find the schema. */
    private static boolean isForEditors(String attribute) {
        return attribute.startsWith("xmlns:") || attribute.startsWith("xsi:") || attribute.startsWith("xml:");
    }

    private List<Node> children(Node node, Vocabulary.Type type, Set<String> meant) {
        List<Node> known = new ArrayList<>();
        Map<String, Node> first = new HashMap<>();
        Supplier<List<String>> absent = absent(node, type.children().keySet());
        for (Node child : node.children()) {
            Vocabulary.Child declared = type.children().get(child.name());
            if (declared == null) {
                unknown(child, node, type, absent.get(), meant);
            } else if (first.putIfAbsent(child.name(), child) != null && !declared.repeatable()) {
                findings.add(Check.REPEATED_ELEMENT, child.position(),
                    "<" + child.name() + "> stands twice in <" + node.name() + "> (first on line " + first.get(child.name()).position().line() + ")");
            } else {
                known.add(known(child, vocabulary.type(declared.type())));
            }
        }
        return known;
    }

    private void unknown(Node child, Node parent, Vocabulary.Type type, List<String> absent, Set<String> meant) {
        Optional<String> nearest = nearest(child.name(), absent, type.children().keySet());
        nearest.ifPresent(meant::add);
        String expected = type.children().isEmpty() ? "no elements" : "one of " + String.join(", ", type.children().keySet());
        findings.add(Check.UNKNOWN_ELEMENT, child.position(), "<" + parent.name() + "> holds <" + shown(child.name()) + ">, which is not known here (expected: " + expected + ")",
            remedy(child.name(), nearest, type));
    }

    private String remedy(String element, Optional<String> nearest, Vocabulary.Type type) {
        if (type.attributes().containsKey(element)) {
            return "write it as an attribute: " + element + "=\"…\".";
        }
        Set<String> elsewhere = vocabulary.parentsOf(element);
        return elsewhere.isEmpty()
            ? Nearest.remedy(nearest, "correct its spelling, or remove it: this version has no such option.")
            : "move it to where it belongs: into <" + String.join("> or <", elsewhere) + ">, or remove it.";
    }

    /** Once for an element, and only where it is needed: most files have no misspelling, and some nothing else. */
    private static Supplier<List<String>> absent(Node node, Collection<String> options) {
        return Suppliers.memoize(() -> options.stream().filter(node::lacks).toList());
    }

    /** What is not there yet was rather meant than what is. */
    private static Optional<String> nearest(String name, Collection<String> absent, Collection<String> all) {
        return Nearest.to(name, absent).or(() -> Nearest.to(name, all));
    }

    private Optional<Value> withoutText(Node node) {
        node.text().ifPresent(text -> findings.add(Check.STRAY_TEXT, text.position(), "<" + node.name() + "> holds the text '" + shown(text.raw()) + "' (expected: only elements)"));
        return Optional.empty();
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
