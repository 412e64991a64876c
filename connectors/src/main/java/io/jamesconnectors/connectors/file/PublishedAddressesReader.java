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
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code publishedAddresses} and the lists that they name. */
final class PublishedAddressesReader {
    static final String NAME = "[A-Za-z][A-Za-z0-9-]{0,63}";

    static final URI MICROSOFT = URI.create("https://endpoints.office.com");
    private static final Map<String, String> INSTANCES = Stream.of("Worldwide", "China", "USGOVDoD", "USGOVGCCHigh").collect(Collectors.toMap(Function.identity(), Function.identity()));

    private final Findings findings;
    private final Options options;
    private final Path base;

    PublishedAddressesReader(Findings findings, Path base) {
        this.findings = findings;
        this.options = new Options(findings);
        this.base = base;
    }

    /** All that have a name, in the order of the file; those that can't be used have been reported, and hold no block. */
    List<PublishedAddresses> read(List<Node> nodes) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        Map<Path, PublishedAddresses> files = new HashMap<>();
        List<PublishedAddresses> lists = new ArrayList<>();
        for (Node node : nodes) {
            Optional<String> name = options.parsed(node.attribute("name"), Check.BAD_LIST_NAME, PublishedAddressesReader::name);
            Optional<PublishedAddresses.Source> source = source(node);
            Optional<Path> file = node.attribute("file").filter(value -> !value.broken()).flatMap(this::file);
            List<Cidr> blocks = file.map(path -> blocks(node.attribute("file").orElseThrow(), path, node.attribute("instance").isPresent())).orElse(List.of());
            name.ifPresent(known -> {
                Integer line = lines.putIfAbsent(known, node.position().line());
                if (line == null) {
                    PublishedAddresses list = new PublishedAddresses(known, file.orElse(base), source, blocks);
                    lists.add(list);
                    file.map(path -> files.putIfAbsent(path, list)).filter(other -> source.isPresent() || other.source().isPresent())
                        .ifPresent(other -> findings.add(Check.SHARED_LIST_FILE, node.attribute("file").orElseThrow().position(),
                            "the published addresses '" + known + "' lie in the file of '" + other.name() + "'"));
                } else {
                    findings.add(Check.DUPLICATE_LIST, node.attribute("name").orElseThrow().position(),
                        "the published addresses " + Options.quoted(node.attribute("name").orElseThrow()) + " are there already, on line " + line);
                }
            });
        }
        return lists;
    }

    private static String name(String text) {
        if (!text.matches(NAME)) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no name for published addresses (expected: a letter, then letters, digits and hyphens, at most 64)");
        }
        return text;
    }

    private Optional<PublishedAddresses.Source> source(Node node) {
        Optional<String> instance = options.word(node.attribute("instance"), INSTANCES);
        Optional<Value> url = node.attribute("url");
        Optional<URI> base = options.parsed(url, Check.BAD_LIST_URL, PublishedAddressesReader::webAddress);
        if (base.isPresent() && node.lacks("instance")) {
            findings.add(Check.BAD_LIST_URL, url.orElseThrow().position(), "url without instance: nothing would be fetched from there", "add instance=\"Worldwide\", or remove url.");
        }
        return instance.map(known -> new PublishedAddresses.Source(base.orElse(MICROSOFT), known));
    }

    /** What comes from there decides who is taken for Microsoft, so nobody on the way may change it. */
    private static URI webAddress(String text) {
        IllegalArgumentException fault = new IllegalArgumentException(
            (text.indexOf('@') >= 0 ? "a web address with a login" : "'" + Options.shown(text) + "'") + " can't be used (expected: https:// and a host, such as " + MICROSOFT + ")");
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (plain && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isLoopback(uri.getHost()))) {
                return uri;
            }
            throw fault;
        } catch (URISyntaxException e) {
            throw fault;
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || InetAddresses.isUriInetAddress(host) && InetAddresses.forUriString(host).isLoopbackAddress();
    }

    private Optional<Path> file(Value value) {
        try {
            return Optional.of(FileReference.resolve(base, value.text()));
        } catch (InvalidPathException e) {
            findings.add(Check.BAD_LIST, value.position(), "'" + Options.shown(value.raw()) + "' is no path");
            return Optional.empty();
        }
    }

    private List<Cidr> blocks(Value place, Path file, boolean fetched) {
        if (!Files.exists(file) && fetched) {
            findings.add(Check.LIST_NOT_FETCHED, place.position(), FileReference.shown(place, file) + " does not exist yet");
            return List.of();
        }
        try {
            return EndpointsList.mailRanges(bytes(file));
        } catch (IOException e) {
            String fault = !Files.exists(file) ? "does not exist" : Files.isRegularFile(file) ? "can't be read: " + e.getClass().getSimpleName() : "is no file";
            findings.add(Check.BAD_LIST, place.position(), FileReference.shown(place, file) + " " + fault);
        } catch (UnusableList e) {
            findings.add(Check.BAD_LIST, place.position(), FileReference.shown(place, file) + " " + e.why());
        }
        return List.of();
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(EndpointsList.MAX_BYTES + 1);
        }
    }
}
