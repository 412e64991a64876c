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

import javax.xml.XMLConstants;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;

import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.AttributesImpl;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * Holds the tree against {@code connectors.xsd} with Java's own validator, last of all: whatever the other steps let pass and the schema
 * does not is refused too. Where an error was already reported the validator has nothing to add, so its findings there are dropped;
 * its words are never shown, they are for people who write schemas.
 */
final class SchemaCheck implements ErrorHandler {
    private static final Schema SCHEMA = compile();

    private final Vocabulary vocabulary = Vocabulary.declared();
    private final Findings findings;
    private final ValidatorHandler validator = SCHEMA.newValidatorHandler();
    private boolean refused;

    private SchemaCheck(Findings findings) {
        this.findings = findings;
        validator.setErrorHandler(this);
    }

    static void check(Node root, Findings findings) {
        SchemaCheck check = new SchemaCheck(findings);
        try {
            check.validator.startDocument();
            check.element(root, check.vocabulary.rootType());
            check.validator.endDocument();
        } catch (SAXException e) {
            throw new IllegalStateException("the validator failed on a tree in memory", e);
        }
    }

    private void element(Node node, Vocabulary.Type type) throws SAXException {
        AttributesImpl attributes = new AttributesImpl();
        node.attributes().forEach((name, value) -> attributes.addAttribute("", name, name, "CDATA", value.text()));
        refused = false;
        validator.startElement("", node.name(), node.name(), attributes);
        report(node, type, node.place().textStart());
        for (Node child : node.children()) {
            var declared = type.children().get(child.name());
            if (declared != null) {
                element(child, vocabulary.type(declared.type()));
            }
        }
        char[] text = node.text().map(Value::text).orElse("").toCharArray();
        refused = false;
        validator.characters(text, 0, text.length);
        validator.endElement("", node.name(), node.name());
        report(node, type, node.place().end());
    }

    private void report(Node node, Vocabulary.Type type, int end) {
        Position from = node.position();
        if (refused && !findings.hasErrorBetween(from, node.source().position(end))) {
            findings.add(Check.NOT_IN_SCHEMA, from, "the content of <" + node.name() + "> is not allowed"
                + type.expected().map(expected -> " (expected: " + expected + ")").orElse(""));
        }
        refused = false;
    }

    @Override
    public void warning(SAXParseException exception) {
        // about the schema, which our build has compiled
    }

    @Override
    public void error(SAXParseException exception) {
        refused = true;
    }

    @Override
    public void fatalError(SAXParseException exception) {
        refused = true;
    }

    private static Schema compile() {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newSchema(Vocabulary.schema());
        } catch (SAXException e) {
            throw new IllegalStateException("connectors.xsd in the JAR is broken", e);
        }
    }
}
