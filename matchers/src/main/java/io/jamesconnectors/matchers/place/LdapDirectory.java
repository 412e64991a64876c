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
package io.jamesconnectors.matchers.place;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.user.ldap.LdapRepositoryConfiguration;
import org.jspecify.annotations.Nullable;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;

/**
 * The users in LDAP that have a {@code targetAddress} (Active Directory) or a {@code mailRoutingAddress} (draft-lachman-laser-ldap-mail-routing), with
 * the host, login, bases, class and filter of James's {@code usersrepository.xml}. Their addresses are the user name where it is one, {@code mail}, {@code
 * mailLocalAddress} and those of {@code proxyAddresses} that are for SMTP. Group restrictions of James are not looked at.
 */
final class LdapDirectory {
    /** The most entries. */
    static final int MOST_ENTRIES = 1_000_000;

    private static final List<String> ROUTING = List.of("targetAddress", "mailRoutingAddress");
    private static final List<String> ADDRESSES = List.of("mail", "mailLocalAddress", "proxyAddresses");
    private static final String SMTP = "smtp:";
    private static final int PAGE = 500;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final LdapRepositoryConfiguration settings;

    LdapDirectory(HierarchicalConfiguration<ImmutableNode> configuration) throws ConfigurationException {
        this.settings = LdapRepositoryConfiguration.from(configuration);
    }

    /** @throws IOException when not all could be read */
    List<UserDirectory.Entry> entries() throws IOException {
        try (LDAPConnection connection = connect()) {
            Set<String> bases = new LinkedHashSet<>(List.of(settings.getUserBase()));
            bases.addAll(settings.getPerDomainBaseDN().values());
            List<UserDirectory.Entry> entries = new ArrayList<>();
            for (String base : bases) {
                read(connection, base, entries);
            }
            return entries;
        } catch (LDAPException e) {
            throw new IOException("LDAP: " + e.getResultCode().getName() + " (expected: the entries of the users)", e);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IOException("LDAP: ldapHost or its TLS can't be used: " + e.getClass().getSimpleName(), e);
        }
    }

    private LDAPConnection connect() throws LDAPException, URISyntaxException, GeneralSecurityException {
        URI host = new URI(settings.getLdapHost());
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(settings.getConnectionTimeout() > 0 ? settings.getConnectionTimeout() : (int) CONNECT_TIMEOUT.toMillis());
        options.setResponseTimeoutMillis(settings.getReadTimeout() > 0 ? settings.getReadTimeout() : ANSWER_TIMEOUT.toMillis());
        return new LDAPConnection(sockets("ldaps".equalsIgnoreCase(host.getScheme())), options, host.getHost(), host.getPort(),
            settings.getPrincipal(), settings.getCredentials());
    }

    private @Nullable SocketFactory sockets(boolean tls) throws GeneralSecurityException {
        if (!tls) {
            return null;
        }
        return settings.isTrustAllCerts() ? new SSLUtil(new TrustAllTrustManager()).createSSLSocketFactory() : SSLSocketFactory.getDefault();
    }

    private void read(LDAPConnection connection, String base, List<UserDirectory.Entry> entries) throws LDAPException, IOException {
        String[] attributes = Stream.of(ROUTING, ADDRESSES, List.of(settings.getUserIdAttribute())).flatMap(List::stream).distinct().toArray(String[]::new);
        SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter(), attributes);
        @Nullable ASN1OctetString cookie = null;
        do {
            request.setControls(new SimplePagedResultsControl(PAGE, cookie));
            SearchResult page = connection.search(request);
            page.getSearchEntries().forEach(entry -> entries.addAll(entriesOf(entry)));
            if (entries.size() > MOST_ENTRIES) {
                throw new IOException("LDAP: more than " + MOST_ENTRIES + " entries (expected: at most so many)");
            }
            SimplePagedResultsControl answered = SimplePagedResultsControl.get(page);
            cookie = answered != null && answered.moreResultsToReturn() ? answered.getCookie() : null;
        } while (cookie != null);
    }

    private Filter filter() throws LDAPException {
        List<Filter> all = new ArrayList<>();
        all.add(Filter.createEqualityFilter("objectClass", settings.getUserObjectClass()));
        if (settings.getFilter() != null) {
            all.add(Filter.create(settings.getFilter()));
        }
        all.add(Filter.createORFilter(ROUTING.stream().map(Filter::createPresenceFilter).toList()));
        return Filter.createANDFilter(all);
    }

    private List<UserDirectory.Entry> entriesOf(Entry entry) {
        List<String> addresses = Stream.concat(Stream.of(settings.getUserIdAttribute()), ADDRESSES.stream())
            .flatMap(name -> values(entry, name))
            .distinct()
            .toList();
        return ROUTING.stream().flatMap(name -> values(entry, name)).distinct().map(there -> new UserDirectory.Entry(addresses, there)).toList();
    }

    private static Stream<String> values(Entry entry, String name) {
        String @Nullable [] values = entry.getAttributeValues(name);
        return values == null ? Stream.empty() : Arrays.stream(values).map(String::strip).flatMap(value -> address(name, value).stream());
    }

    /** Active Directory writes {@code SMTP:user@example.com}, and other things than mail addresses in the same place. */
    private static Optional<String> address(String name, String value) {
        if (value.toLowerCase(Locale.ROOT).startsWith(SMTP)) {
            return Optional.of(value.substring(SMTP.length()));
        }
        return value.indexOf(':') >= 0 || value.indexOf('@') < 1 || name.equals("proxyAddresses") ? Optional.empty() : Optional.of(value);
    }
}
