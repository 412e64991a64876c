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
package io.jamesconnectors.testing.office365;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A customer of Office 365, with what its administrator has set up. Everything may be changed at any time, by any thread. */
public final class Tenant {
    private final String id;
    private final List<AcceptedDomain> acceptedDomains = new CopyOnWriteArrayList<>();
    private final List<InboundConnector> connectors = new CopyOnWriteArrayList<>();
    private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final Map<String, App> apps = new ConcurrentHashMap<>();
    private volatile Predicate<String> otherRecipients = address -> false;
    private volatile boolean smtpLoginsDisabled;
    private volatile boolean basicLoginsRetired;
    private volatile boolean rejectDirectSend;

    Tenant(String id) {
        this.id = id;
    }

    /** Adds an accepted domain of type {@code authoritative}: mail for recipients that it does not know is refused at the edge. */
    public Tenant authoritative(String domain) {
        acceptedDomains.add(new AcceptedDomain(domain.toLowerCase(Locale.ROOT), false, true));
        return this;
    }

    /** Adds an accepted domain of type {@code internalRelay}: mail for any recipient is taken. */
    public Tenant internalRelay(String domain) {
        acceptedDomains.add(new AcceptedDomain(domain.toLowerCase(Locale.ROOT), false, false));
        return this;
    }

    /** Adds an accepted domain with all below it ({@code MatchSubDomains}); it is an {@code internalRelay} domain. */
    public Tenant internalRelayWithSubDomains(String domain) {
        acceptedDomains.add(new AcceptedDomain(domain.toLowerCase(Locale.ROOT), true, false));
        return this;
    }

    /** Adds an inbound connector. */
    public Tenant connector(InboundConnector connector) {
        connectors.add(connector);
        return this;
    }

    /** The mailbox with this address; made when there is none yet. */
    public Mailbox mailbox(String address) {
        String canonical = address.toLowerCase(Locale.ROOT);
        return mailboxes.computeIfAbsent(canonical, key -> new Mailbox(this, key, new Quota()));
    }

    /** Has the edge know recipients without a licensed mailbox too: shared mailboxes, mail users. */
    public Tenant alsoKnows(Predicate<String> addresses) {
        this.otherRecipients = addresses;
        return this;
    }

    /** The app with this client id; made when there is none yet. */
    public App app(String clientId) {
        return apps.computeIfAbsent(clientId, key -> new App(this, key));
    }

    /** {@code Set-TransportConfig -SmtpClientAuthenticationDisabled}. */
    public Tenant smtpLoginsDisabled(boolean disabled) {
        this.smtpLoginsDisabled = disabled;
        return this;
    }

    /**
     * Whether logins with a password are over: {@code 550 5.7.30}.
     * Source: Microsoft, "Exchange Online to retire Basic auth for Client Submission (SMTP AUTH)"; off unless told otherwise.
     */
    public Tenant basicLoginsRetired(boolean retired) {
        this.basicLoginsRetired = retired;
        return this;
    }

    /** {@code Set-OrganizationConfig -RejectDirectSend}. */
    public Tenant rejectDirectSend(boolean reject) {
        this.rejectDirectSend = reject;
        return this;
    }

    /** Its name in the path of the token endpoint. */
    public String id() {
        return id;
    }

    boolean smtpLoginsAreDisabled() {
        return smtpLoginsDisabled;
    }

    boolean basicLoginsAreRetired() {
        return basicLoginsRetired;
    }

    boolean rejectsDirectSend() {
        return rejectDirectSend;
    }

    boolean accepts(String domain) {
        return acceptedDomains.stream().anyMatch(accepted -> accepted.covers(domain));
    }

    /** Whether the edge refuses recipients of this domain that have no mailbox. */
    boolean blocksUnknownRecipients(String domain) {
        return acceptedDomains.stream().anyMatch(accepted -> accepted.covers(domain) && accepted.edgeBlocking());
    }

    boolean knows(String address) {
        return findMailbox(address).isPresent() || otherRecipients.test(address);
    }

    List<InboundConnector> connectors() {
        return connectors;
    }

    Optional<App> findApp(String clientId) {
        return Optional.ofNullable(apps.get(clientId));
    }

    Optional<Mailbox> findMailbox(String address) {
        return Optional.ofNullable(mailboxes.get(address.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return "tenant " + id;
    }

    private record AcceptedDomain(String name, boolean withSubDomains, boolean edgeBlocking) {

        boolean covers(String domain) {
            String canonical = domain.toLowerCase(Locale.ROOT);
            return canonical.equals(name) || withSubDomains && canonical.endsWith("." + name);
        }
    }
}
