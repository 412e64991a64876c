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

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.testing.secrets.UsedSecrets;

/**
 * An application registered in a tenant.
 *
 * <p>To send by itself it needs all of: the application permission {@code SMTP.SendAsApp}, a service principal in Exchange with the object id of the
 * <em>enterprise application</em>, and a permission on the mailbox ({@link Mailbox#permit}).
 * Source: Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth", client credentials grant flow.
 */
public final class App {
    private final Tenant tenant;
    private final String clientId;
    private final String objectId = UUID.randomUUID().toString();
    private final List<ClientSecret> secrets = new CopyOnWriteArrayList<>();
    private final List<X509Certificate> certificates = new CopyOnWriteArrayList<>();
    private volatile boolean sendAsApp;
    private volatile @Nullable String servicePrincipal;

    App(Tenant tenant, String clientId) {
        this.tenant = tenant;
        this.clientId = clientId;
    }

    /** Adds a client secret that is good before {@code expires}. */
    public App secret(String value, Instant expires) {
        secrets.add(new ClientSecret(UsedSecrets.note("client secret of app " + clientId, value), expires));
        return this;
    }

    /** Uploads a certificate that may sign client assertions. */
    public App certificate(X509Certificate certificate) {
        certificates.add(certificate);
        return this;
    }

    /** Grants or takes {@code SMTP.SendAsApp}, with the consent of the administrator. It counts for tokens issued from now on. */
    public App sendAsApp(boolean granted) {
        this.sendAsApp = granted;
        return this;
    }

    /** What {@code New-ServicePrincipal -ObjectId} was given: right only when it is {@link #objectId()}, wrong when it is that of the registration. */
    public App servicePrincipal(String objectIdGiven) {
        this.servicePrincipal = objectIdGiven;
        return this;
    }

    /** All that it takes to send, but for the permission on a mailbox. */
    public App mayTrySending() {
        return sendAsApp(true).servicePrincipal(objectId);
    }

    /** The application (client) id. */
    public String clientId() {
        return clientId;
    }

    /** The object id of the enterprise application. */
    public String objectId() {
        return objectId;
    }

    Tenant tenant() {
        return tenant;
    }

    boolean hasSendAsApp() {
        return sendAsApp;
    }

    boolean isServicePrincipal() {
        return objectId.equals(servicePrincipal);
    }

    Optional<ClientSecret> secretOf(String value) {
        return secrets.stream().filter(secret -> secret.value().equals(value)).findFirst();
    }

    List<X509Certificate> certificates() {
        return certificates;
    }

    @Override
    public String toString() {
        return "app " + clientId;
    }

    /** A client secret and the moment from which it is no longer good. */
    record ClientSecret(String value, Instant expires) {

        @Override
        public String toString() {
            return "***";
        }
    }
}
