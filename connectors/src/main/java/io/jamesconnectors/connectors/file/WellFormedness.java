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

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * The first pass over the text: well-formed, without DOCTYPE, within bounds. It keeps nothing but the stack of open elements,
 * so that a hostile file costs time in proportion to its size and no more memory. Later passes rely on it.
 */
final class WellFormedness extends DefaultHandler {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ELEMENTS = 1_000_000;
    private static final int MAX_ATTRIBUTES = 64;

    private final SourceText source;
    private final Deque<String> open = new ArrayDeque<>();
    private int elements;
    private @Nullable Locator locator;

    private WellFormedness(SourceText source) {
        this.source = source;
    }

    static void check(SourceText source) throws RefusedText {
        WellFormedness handler = new WellFormedness(source);
        XMLReader reader = SecureXml.reader();
        reader.setContentHandler(handler);
        reader.setErrorHandler(handler);
        handler.speakEnglish(reader);
        try {
            reader.parse(new InputSource(new StringReader(source.text())));
        } catch (Bound e) {
            throw new RefusedText(Check.TOO_LARGE.at(handler.here(), String.valueOf(e.getMessage())));
        } catch (SAXParseException e) {
            throw handler.refusal(e);
        } catch (SAXException e) {
            throw new RefusedText(Check.NOT_WELL_FORMED.at(handler.here(), sentence(String.valueOf(e.getMessage()))));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't fail to be read", e);
        }
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        this.locator = locator;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        open.push("<" + qName + "> on line " + here().line());
        elements++;
        if (open.size() > MAX_DEPTH) {
            throw new Bound("elements are nested deeper than " + MAX_DEPTH + " levels");
        }
        if (elements > MAX_ELEMENTS) {
            throw new Bound("the file holds more than " + MAX_ELEMENTS + " elements");
        }
        if (attributes.getLength() > MAX_ATTRIBUTES) {
            throw new Bound("<" + qName + "> has more than " + MAX_ATTRIBUTES + " attributes");
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        open.pop();
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
        throw e;
    }

    private RefusedText refusal(SAXParseException e) {
        Position position = e.getLineNumber() < 1 ? here() : new Position(source.file(), e.getLineNumber(), Math.max(1, e.getColumnNumber()));
        String message = String.valueOf(e.getMessage());
        if (message.contains("DOCTYPE") && message.contains("disallow-doctype-decl")) {
            return new RefusedText(Check.DOCTYPE.at(position, "the file has a DOCTYPE declaration"));
        }
        if (message.contains("JAXP")) {
            return new RefusedText(Check.TOO_LARGE.at(position, "the file exceeds a bound of Java's XML parser"));
        }
        String opened = open.isEmpty() ? "" : " (innermost open element: " + open.peek() + ")";
        return new RefusedText(Check.NOT_WELL_FORMED.at(position, sentence(message) + opened));
    }

    private Position here() {
        return locator == null || locator.getLineNumber() < 1
            ? Position.ofFile(source.file())
            : new Position(source.file(), locator.getLineNumber(), Math.max(1, locator.getColumnNumber()));
    }

    /** Java's own words are clear; only their full stop has to go. Long tokens of a broken file are cut. */
    private static String sentence(String message) {
        String cut = message.length() > 300 ? message.substring(0, 300) + "…" : message;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }

    @SuppressWarnings("deprecation") // the only way to choose the language of the messages
    private void speakEnglish(XMLReader reader) {
        if (reader instanceof org.xml.sax.Parser parser) {
            try {
                parser.setLocale(Locale.ENGLISH);
            } catch (SAXException e) {
                throw new IllegalStateException("Java's XML parser speaks no English", e);
            }
        }
    }

    private static final class Bound extends SAXException {
        private static final long serialVersionUID = 1L;

        Bound(String message) {
            super(message);
        }
    }
}
