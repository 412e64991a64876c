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
package io.jamesconnectors.connectors.hybrid;

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.header.HeaderEdit;

/**
 * What becomes of the fields in which one organisation says what it thinks of a message: {@code X-MS-Exchange-Organization-*} within one place,
 * {@code X-MS-Exchange-CrossPremises-*} on the way to the other (New-InboundConnector, {@code CloudServicesMailEnabled}), and {@code X-OriginatorOrg}, which
 * names it.
 *
 * <table>
 *   <caption>Fields</caption>
 *   <tr><th>Message</th><th>Organization</th><th>CrossPremises</th><th>X-OriginatorOrg</th></tr>
 *   <tr><td>arrives, believed</td><td>removed</td><td>become Organization</td><td>stays</td></tr>
 *   <tr><td>arrives, any other, and all that our own users hand in</td><td>removed</td><td>removed</td><td>removed</td></tr>
 *   <tr><td>leaves to the other side, was believed</td><td>become CrossPremises</td><td>removed</td><td>ours</td></tr>
 *   <tr><td>leaves to the other side, was not</td><td>removed</td><td>removed</td><td>ours</td></tr>
 *   <tr><td>leaves to anyone else</td><td>removed</td><td>removed</td><td>removed</td></tr>
 * </table>
 *
 * <p>So a field that the other side reads was either written by it, or by nobody. Nothing else of the header changes: a DKIM signature that signs none of
 * these fields,
 * nor their absence, still holds.
 */
public final class CrossPremisesHeaders {
    private static final String ORGANIZATION = "X-MS-Exchange-Organization-";
    private static final String CROSS_PREMISES = "X-MS-Exchange-CrossPremises-";
    private static final String ORIGINATOR = "X-OriginatorOrg";
    private static final HeaderEdit STRIP = HeaderEdit.NONE.droppingAll(ORGANIZATION).droppingAll(CROSS_PREMISES).dropping(ORIGINATOR);

    private CrossPremisesHeaders() {
    }

    /**
     * Whether what the other side says about its messages is believed.
     *
     * @param cameBy the connector that the message belongs to, once its identity and, for office365, the tenant are proved; empty for everyone else
     */
    public static boolean believed(Optional<InboundConnector> cameBy) {
        return cameBy.filter(connector -> connector.type() != ConnectorType.PARTNER && connector.cloudServicesMailEnabled()).isPresent();
    }

    /** The edit for a message that has just been taken in; {@code believed} must be kept with it until it leaves. */
    public static HeaderEdit arriving(boolean believed) {
        return believed ? HeaderEdit.NONE.droppingAll(ORGANIZATION).renamingAll(CROSS_PREMISES, ORGANIZATION) : STRIP;
    }

    /**
     * The edit for a message that leaves.
     *
     * @param connector by which it leaves
     * @param believed what was said when it arrived; false when in doubt
     * @param ourName see {@link #ourName}
     */
    public static HeaderEdit departing(OutboundConnector connector, boolean believed, Optional<DomainName> ourName) {
        if (connector.type() == ConnectorType.PARTNER || !connector.hybrid().cloudServicesMailEnabled()) {
            return STRIP;
        }
        HeaderEdit fields = believed ? HeaderEdit.NONE.droppingAll(CROSS_PREMISES).renamingAll(ORGANIZATION, CROSS_PREMISES).dropping(ORIGINATOR) : STRIP;
        return ourName.map(name -> fields.adding(ORIGINATOR, name.asString())).orElse(fields);
    }

    /** What we call ourselves in {@code X-OriginatorOrg}: the accepted domain of the sender, else the first one; empty where there are none. */
    public static Optional<DomainName> ourName(List<AcceptedDomain> accepted, Optional<DomainName> senderDomain) {
        return accepted.stream().filter(domain -> senderDomain.filter(domain::covers).isPresent()).findFirst()
            .or(() -> accepted.stream().findFirst()).map(AcceptedDomain::name);
    }
}
