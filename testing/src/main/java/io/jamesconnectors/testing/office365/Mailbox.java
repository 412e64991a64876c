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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.testing.secrets.UsedSecrets;

/**
 * A licensed mailbox: it can log in to client submission, and mail for it is taken at the MX endpoint.
 * What is changed here counts for later logins and messages.
 */
public final class Mailbox {
    private final Tenant tenant;
    private final String address;
    private final Quota quota;
    private final Set<String> sendAs = ConcurrentHashMap.newKeySet();
    private final Set<App> apps = ConcurrentHashMap.newKeySet();
    private final List<Client> connections = new ArrayList<>();
    private volatile @Nullable String password;
    private volatile SmtpLogins smtpLogins = SmtpLogins.AS_TENANT;
    private int mostConnections;

    Mailbox(Tenant tenant, String address, Quota quota) {
        this.tenant = tenant;
        this.address = address;
        this.quota = quota;
    }

    /** Sets the password; there is none at first, and basic logins fail. */
    public Mailbox password(String value) {
        this.password = UsedSecrets.note("password of " + address, value);
        return this;
    }

    /** Whether it may log in to send. */
    public Mailbox smtpLogins(SmtpLogins value) {
        this.smtpLogins = value;
        return this;
    }

    /** Grants SendAs for another address. */
    public Mailbox sendAs(String other) {
        sendAs.add(other.toLowerCase(Locale.ROOT));
        return this;
    }

    /** {@code Add-MailboxPermission} for the service principal of an app. */
    public Mailbox permit(App app) {
        apps.add(app);
        return this;
    }

    /** Takes the permission of an app away. */
    public Mailbox forbid(App app) {
        apps.remove(app);
        return this;
    }

    /** Its address, in lower case. */
    public String address() {
        return address;
    }

    /** The most connections that were logged in to it at the same time. One that says QUIT no longer counts before it is answered. */
    public int mostConnections() {
        synchronized (connections) {
            return mostConnections;
        }
    }

    Tenant tenant() {
        return tenant;
    }

    boolean hasPassword(String value) {
        return value.equals(password);
    }

    boolean maySendAs(String sender) {
        String canonical = sender.toLowerCase(Locale.ROOT);
        return canonical.equals(address) || sendAs.contains(canonical);
    }

    boolean permits(App app) {
        return apps.contains(app);
    }

    boolean loginsAreDisabled() {
        return smtpLogins == SmtpLogins.DISABLED || smtpLogins == SmtpLogins.AS_TENANT && tenant.smtpLoginsAreDisabled();
    }

    /** Why logins are disabled: the word in the reply. */
    String disabledFor() {
        return smtpLogins == SmtpLogins.DISABLED ? "Mailbox" : "Tenant";
    }

    /** Counts a connection in; false when {@code limit} are in already, and then it is not counted. */
    boolean enter(Client client, int limit) {
        synchronized (connections) {
            if (connections.size() >= limit) {
                return false;
            }
            connections.add(client);
            mostConnections = Math.max(mostConnections, connections.size());
            return true;
        }
    }

    void leave(Client client) {
        synchronized (connections) {
            connections.remove(client);
        }
    }

    /** Whether this connection is among the {@code limit} that came first. */
    boolean isWithin(Client client, int limit) {
        synchronized (connections) {
            int place = connections.indexOf(client);
            return place >= 0 && place < limit;
        }
    }

    Quota.Answer admit(Instant now, int recipients, SubmissionSwitches switches) {
        return quota.admit(now, recipients, switches);
    }

    @Override
    public String toString() {
        return "mailbox " + address;
    }
}
