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

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TraceSettings;

/**
 * Writes a configuration as a normalised {@code connectors.xml}: every option of the model, in one order, without what holds anyway. What {@link
 * ConnectorsFile}
 * reads from it equals what was written, as long as the files that it names are the same. Comments between elements, and which values came from variables, are
 * no
 * part of the model and are not written.
 */
public final class ConnectorsWriter {
    private final XmlText xml = new XmlText();
    private final Path base;
    private final Connectors connectors;
    private final Optional<Path> trusted;

    private ConnectorsWriter(Connectors connectors, Path base) {
        this.connectors = connectors;
        this.base = base;
        this.trusted = trustedByAll(connectors);
    }

    /**
     * The text of the file.
     *
     * @param baseDirectory where relative paths start when the file is read; paths below it are written relative to it
     * @throws IllegalArgumentException when a value can't be said in the file, such as a comment that holds <code>${</code>; the message names the option
     */
    public static String write(Connectors connectors, Path baseDirectory) {
        ConnectorsWriter writer = new ConnectorsWriter(connectors, baseDirectory);
        writer.xml.element("connectors").end(writer::root);
        return writer.xml.toString();
    }

    private void root() {
        acceptedDomains();
        xml.flag("rejectDirectSend", connectors.rejectDirectSend(), false);
        trusted.ifPresent(file -> xml.element("trustedCertificates", FileReference.text(base, file)));
        if (!connectors.dnsServers().isEmpty()) {
            xml.element("dns").attribute("servers", list(connectors.dnsServers().stream().map(ConnectorsWriter::nameServer))).end();
        }
        if (!connectors.throttling().isEmpty()) {
            xml.element("throttling").end(() -> connectors.throttling().forEach(reply -> xml.element("reply", reply)));
        }
        connectors.publishedAddresses().forEach(this::publishedAddresses);
        connectors.legacyListeners().forEach(listener -> xml.element("legacyListener").attribute("name", listener.name())
            .end(() -> xml.element("networks", list(listener.networks()))));
        hybrid(connectors.hybrid());
        trace(connectors.trace());
        InboundWriter inbound = new InboundWriter(xml, base, trusted);
        connectors.inbound().forEach(inbound::write);
        OutboundWriter outbound = new OutboundWriter(xml, base, trusted);
        connectors.outbound().forEach(outbound::write);
    }

    private void acceptedDomains() {
        if (!connectors.acceptedDomains().isEmpty()) {
            xml.element("acceptedDomains").end(() -> connectors.acceptedDomains().forEach(domain -> xml.element("domain")
                .attribute("name", domain.name().asString()).attribute("type", domain.type().word())
                .attribute("matchSubDomains", domain.matchSubDomains() ? Optional.of("true") : Optional.empty()).end()));
        }
    }

    private void publishedAddresses(PublishedAddresses list) {
        xml.element("publishedAddresses").attribute("name", list.name()).attribute("file", FileReference.text(base, list.file()))
            .attribute("instance", list.source().map(PublishedAddresses.Source::instance))
            .attribute("url", list.source().map(PublishedAddresses.Source::base).filter(url -> !url.equals(PublishedAddressesReader.MICROSOFT))
                .map(Object::toString))
            .end();
    }

    private void hybrid(Hybrid hybrid) {
        hybrid.routingTable().ifPresent(table -> xml.element("routingTable").attribute("file", FileReference.text(base, table.path()))
            .attribute("overridesUsers", table.overridesUsers() ? Optional.of("true") : Optional.empty()).end());
        hybrid.senderRewriting().filter(rewriting -> !isImplied(rewriting)).ifPresent(rewriting -> xml.element("senderRewriting")
            .attribute("domain", Optional.of(rewriting.domain().asString()).filter(domain -> !isFirst(rewriting)))
            .attribute("validity", Optional.of(DurationText.of(rewriting.validity())).filter(text -> !isUsual(rewriting))).end());
        if (!hybrid.signingKeys().isEmpty()) {
            xml.element("signingKeys").end(() -> hybrid.signingKeys().forEach(key -> secret(xml.element("signingKey"), "secret", key, base).end()));
        }
    }

    private void trace(TraceSettings trace) {
        if (!trace.equals(TraceSettings.DEFAULT)) {
            XmlText.Element element = xml.element("trace")
                .attribute("enabled", trace.enabled() ? Optional.empty() : Optional.of("false"))
                .attribute("keep", Optional.of(trace.keep()).filter(keep -> !keep.equals(TraceSettings.DEFAULT_KEEP)).map(DurationText::of))
                .attribute("maximumSize", Optional.of(trace.maximumSize()).filter(size -> size != TraceSettings.DEFAULT_MAXIMUM_SIZE).map(String::valueOf))
                .attribute("jdbcUrl", trace.database().map(TraceSettings.Database::url))
                .attribute("user", trace.database().map(TraceSettings.Database::user).filter(user -> !user.isEmpty()));
            trace.database().flatMap(TraceSettings.Database::password).ifPresent(password -> secret(element, "password", password, base));
            element.end();
        }
    }

    /** Where a connector rewrites senders, the reader supplies what nobody said. */
    private boolean isImplied(Hybrid.SenderRewriting rewriting) {
        return connectors.outbound().stream().anyMatch(connector -> connector.hybrid().senderRewritingEnabled()) && isFirst(rewriting) && isUsual(rewriting);
    }

    private boolean isFirst(Hybrid.SenderRewriting rewriting) {
        return connectors.acceptedDomains().stream().findFirst().map(AcceptedDomain::name).filter(rewriting.domain()::equals).isPresent();
    }

    private static boolean isUsual(Hybrid.SenderRewriting rewriting) {
        return rewriting.validity().equals(Hybrid.SenderRewriting.DEFAULT_VALIDITY);
    }

    /** The trusted roots that the most connectors share; only where each has some, since those of the root hold for every one that names none. */
    private static Optional<Path> trustedByAll(Connectors connectors) {
        List<Optional<Path>> named = new ArrayList<>();
        connectors.inbound().forEach(connector -> connector.certificate().ifPresent(certificate -> named.add(certificate.trust().trustedCertificates())));
        connectors.outbound().stream().map(OutboundConnector::trustedCertificates).forEach(named::add);
        if (!named.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        Map<Path, Long> counts = named.stream().flatMap(Optional::stream)
            .collect(Collectors.groupingBy(file -> file, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream().reduce((a, b) -> b.getValue() > a.getValue() ? b : a).map(Map.Entry::getKey);
    }

    private static String nameServer(SmartHost server) {
        return HostText.of(server, HostText.DNS_PORT);
    }

    static String list(List<?> entries) {
        return list(entries.stream().map(Object::toString));
    }

    static String list(Stream<String> entries) {
        return entries.collect(Collectors.joining(", "));
    }

    static String addresses(List<InetAddress> addresses) {
        return list(addresses.stream().map(InetAddresses::toAddrString));
    }

    /** Where a secret is: {@code nameVariable} or {@code nameFile}. */
    static XmlText.Element secret(XmlText.Element element, String name, SecretSource source, Path base) {
        return source instanceof SecretSource.Variable variable ? element.attribute(name + "Variable", variable.name())
            : element.attribute(name + "File", FileReference.text(base, ((SecretSource.File) source).path()));
    }
}
