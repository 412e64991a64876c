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
package io.jamesconnectors.migration.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/**
 * Makes connectors of what Exchange's cmdlets print. What a tenant says of its own servers ({@code OnPremises}) is seen from the other side here: its outbound
 * connector
 * is our inbound one. What it says of partners, and all that an Exchange Server says whose place James takes, keeps its direction.
 */
public final class ExchangeImport {
    private final Report report = new Report();
    private final Plain inboundNames = new Plain();
    private final Plain outboundNames = new Plain("mx");
    private final List<InboundConnector> inbound = new ArrayList<>();
    private final List<OutboundConnector> outbound = new ArrayList<>();

    private ExchangeImport() {
    }

    /**
     * Reads files of {@code ConvertTo-Json}: each holds one object or several, of one cmdlet or several.
     *
     * @throws Unreadable when a file can't be understood; then nothing is imported
     */
    public static Imported read(List<Input> inputs) throws Unreadable {
        if (inputs.size() > Input.MAX_FILES) {
            throw new Unreadable(inputs.get(0).name(), 0, "and others: " + inputs.size() + " files (expected: at most " + Input.MAX_FILES + ")");
        }
        ExchangeImport result = new ExchangeImport();
        List<CmdletObject> objects = new ArrayList<>();
        for (Input input : inputs) {
            objects.addAll(CmdletObject.of(input, result.report));
        }
        return result.carry(objects);
    }

    private Imported carry(List<CmdletObject> objects) throws Unreadable {
        Domains domains = Domains.of(objects);
        TenantAsPeer tenant = new TenantAsPeer();
        for (CmdletObject object : objects) {
            switch (object.cmdlet()) {
                case ACCEPTED_DOMAIN -> object.finish(Reasons.ACCEPTED_DOMAIN);
                case INBOUND -> {
                    if (FromTenant.isOfOwnServers(object)) {
                        outbound.add(ToTenant.connector(object, outboundName(object), domains, outbound.size()));
                    } else {
                        inbound.add(FromPartner.connector(object, inboundName(object)));
                    }
                    object.finish(Reasons.INBOUND);
                }
                case OUTBOUND -> {
                    if (FromTenant.isOfOwnServers(object)) {
                        tenant.add(FromTenant.peer(object));
                    } else {
                        outbound.add(ToPartner.connector(object, outboundName(object)));
                    }
                    object.finish(Reasons.OUTBOUND);
                }
                case SEND -> {
                    for (OutboundConnector connector : SendConnector.connectors(object, outboundNames)) {
                        outbound.add(connector);
                    }
                    object.finish(Reasons.SEND);
                }
                case RECEIVE -> {
                    tenant.addAll(ReceiveConnector.tenant(object));
                    ReceiveConnector.connector(object, inboundNames).ifPresent(inbound::add);
                    object.finish(Reasons.RECEIVE);
                }
            }
        }
        Optional<InboundConnector> peer = tenant.connector(inboundNames);
        peer.ifPresent(inbound::add);
        return Imported.checked(new Connectors(domains.accepted(), inbound, outbound, List.of()), report.lines(), List.of(), objects.get(0).file());
    }

    private ConnectorName inboundName(CmdletObject object) throws Unreadable {
        return named(object, inboundNames);
    }

    private ConnectorName outboundName(CmdletObject object) throws Unreadable {
        return named(object, outboundNames);
    }

    /** The name of an object, and a word about it. */
    static ConnectorName named(CmdletObject object, Plain names) throws Unreadable {
        String wanted = object.isSet("Name") ? object.words("Name") : object.words("Identity");
        ConnectorName name = names.name(wanted);
        if (name.asString().equals(wanted)) {
            object.report().carried("Name", "name");
        } else {
            object.report().changed("Name", "name, as \"" + name.asString() + "\"");
        }
        return name;
    }
}
