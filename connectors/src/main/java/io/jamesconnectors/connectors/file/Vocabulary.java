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

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The elements and attributes that {@code connectors.xsd} declares. A schema validator stops at the first unknown element of a parent and
 * can't say what was meant; this can. It reads the part of XML Schema that our schema uses: named types, {@code all}, {@code choice},
 * {@code sequence}, {@code simpleContent}.
 */
final class Vocabulary {
    private static final String NAMESPACE = "http://www.w3.org/2001/XMLSchema";
    private static final Vocabulary DECLARED = load();

    private final Map<String, Type> types = new LinkedHashMap<>();
    private final String root;
    private final String rootType;

    /**
     * What an element may hold.
     *
     * @param children by name
     * @param attributes by name, whether it is required
     * @param expected what its text should be, in words; empty when it may have none
     */
    record Type(Map<String, Child> children, Map<String, Boolean> attributes, Optional<String> expected) {
    }

    /**
     * An element in another.
     *
     * @param type the name of its type
     * @param repeatable whether it may stand there more than once
     */
    record Child(String type, boolean repeatable) {
    }

    private Vocabulary(Element schema) {
        List<Element> top = new ArrayList<>();
        each(schema, "element", top::add);
        root = top.get(0).getAttribute("name");
        rootType = top.get(0).getAttribute("type");
        each(schema, "simpleType", type -> types.put(type.getAttribute("name"),
            new Type(Map.of(), Map.of(), Optional.of(firstText(type, "documentation")))));
        each(schema, "complexType", type -> types.put(type.getAttribute("name"), complex(type)));
    }

    static Vocabulary declared() {
        return DECLARED;
    }

    static URL schema() {
        return requireNonNull(Vocabulary.class.getResource("connectors.xsd"), "connectors.xsd");
    }

    String root() {
        return root;
    }

    Type rootType() {
        return type(rootType);
    }

    Type type(String name) {
        return requireNonNull(types.get(name), name);
    }

    /** The elements in which an element of that name may stand. */
    TreeSet<String> parentsOf(String element) {
        TreeSet<String> parents = new TreeSet<>();
        types.values().forEach(type -> type.children().forEach((name, child) -> {
            if (type(child.type()).children().containsKey(element)) {
                parents.add(name);
            }
        }));
        if (rootType().children().containsKey(element)) {
            parents.add(root);
        }
        return parents;
    }

    private Type complex(Element type) {
        Map<String, Child> children = new LinkedHashMap<>();
        Map<String, Boolean> attributes = new LinkedHashMap<>();
        each(type, "element", child -> children.put(child.getAttribute("name"),
            new Child(child.getAttribute("type"), child.getAttribute("maxOccurs").equals("unbounded"))));
        each(type, "attribute", attribute -> attributes.put(attribute.getAttribute("name"), attribute.getAttribute("use").equals("required")));
        List<String> expected = new ArrayList<>();
        each(type, "extension", extension -> type(extension.getAttribute("base")).expected().ifPresent(expected::add));
        return new Type(children, attributes, expected.stream().findFirst());
    }

    private static String firstText(Element in, String name) {
        return in.getElementsByTagNameNS(NAMESPACE, name).item(0).getTextContent();
    }

    private static void each(Element in, String name, Consumer<Element> action) {
        var found = in.getElementsByTagNameNS(NAMESPACE, name);
        for (int i = 0; i < found.getLength(); i++) {
            Element element = (Element) found.item(i);
            if (!in.getLocalName().equals("schema") || element.getParentNode() == in) {
                action.accept(element);
            }
        }
    }

    private static Vocabulary load() {
        try (InputStream in = schema().openStream()) {
            return new Vocabulary(SecureXml.namespaceAwareBuilder().parse(in).getDocumentElement());
        } catch (IOException e) {
            throw new UncheckedIOException("connectors.xsd can't be read from the JAR", e);
        } catch (SAXException e) {
            throw new IllegalStateException("connectors.xsd in the JAR is broken", e);
        }
    }
}
