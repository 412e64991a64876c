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
package io.jamesconnectors.migration.postfix;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parameters of main.cf that are understood, and why some others are not. */
final class Parameters {
    static final String TRANSPORT = "transport_maps";
    static final String TLS_POLICY = "smtp_tls_policy_maps";
    static final String PASSWORDS = "smtp_sasl_password_maps";
    static final String SENDER_RELAY = "sender_dependent_relayhost_maps";
    static final String SENDER_TRANSPORT = "sender_dependent_default_transport_maps";
    static final String RELAY_DOMAINS = "relay_domains";
    static final String CLIENT_CERTIFICATES = "relay_clientcerts";
    static final String CERTIFICATE_ACCESS = "check_ccert_access";
    static final String CLIENT_ACCESS = "check_client_access";
    static final String RELAY_HOST = "relayhost";
    static final String DEFAULT_TRANSPORT = "default_transport";
    static final String RELAY_TRANSPORT = "relay_transport";
    static final String LEVEL = "smtp_tls_security_level";
    static final String NETWORKS = "mynetworks";

    /** Those whose tables can be imported. */
    static final List<String> TABLES = List.of(TRANSPORT, TLS_POLICY, PASSWORDS, SENDER_RELAY, SENDER_TRANSPORT, RELAY_DOMAINS, CLIENT_CERTIFICATES,
        CERTIFICATE_ACCESS, CLIENT_ACCESS,
        PostfixExport.OWN_SENDERS);
    /** Those without whose entries mail takes another route, or a less secure one. */
    static final Set<String> OUTBOUND = Set.of(TRANSPORT, TLS_POLICY, SENDER_RELAY, SENDER_TRANSPORT);
    /** Those that name domains with all their mailboxes here. */
    static final List<String> OWN_DOMAINS = List.of("mydestination", "virtual_mailbox_domains", "virtual_alias_domains");

    /** Why a parameter is not carried, where there is more to say than that James has its own. */
    static final Map<String, String> REASONS = Map.ofEntries(
        Map.entry("smtp_tls_mandatory_ciphers", "a grade of OpenSSL: name cipher suites by <tlsOptions ciphers>"),
        Map.entry("smtp_tls_chain_files", "key and certificates in one file: name them apart by <clientCertificate>"),
        Map.entry("smtp_sasl_security_options", "a login is shown over verified TLS only, whatever this says"),
        Map.entry("smtp_helo_name", "James has one name for EHLO (helloName)"),
        Map.entry("myhostname", "James has one name for EHLO (helloName)"),
        Map.entry("smtpd_tls_security_level", "TLS of a listener is set in smtpserver.xml"),
        Map.entry("smtpd_relay_restrictions", "James relays for connectors and for logged-in users only"),
        Map.entry("smtpd_recipient_restrictions", "James relays for connectors and for logged-in users only"),
        Map.entry("maximal_queue_lifetime", "set <retry expireAfter> of a connector"),
        Map.entry("smtp_destination_concurrency_limit", "set <limits maxConnections> of a connector"));

    /** Those that secured mail in a way that is not understood here. */
    static final Map<String, String> SECURITY = Map.of("smtp_tls_per_site", "the policies of Postfix 2.2 and older: write them into smtp_tls_policy_maps");

    static final String OTHERS = "not about connectors: James has settings of its own";

    private Parameters() {
    }
}
