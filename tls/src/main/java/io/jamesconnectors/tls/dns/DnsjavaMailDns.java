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
package io.jamesconnectors.tls.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.LookupSession.LookupSessionBuilder;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.ServerFailedException;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.SmartHost;

/**
 * {@link MailDns} over dnsjava: asks recursive name servers, follows aliases, and keeps answers for as long as their TTL allows (RFC 1035, RFC 2308).
 *
 * <p>Names are taken as absolute: no search list applies. Answers are bounded: {@value #MAX_HOSTS} exchangers, {@value #MAX_ADDRESSES} addresses and
 * {@value #MAX_TEXTS} texts are used, the rest is ignored.
 */
public final class DnsjavaMailDns implements SenderDns {
    static final int MAX_HOSTS = 50;
    static final int MAX_ADDRESSES = 32;
    static final int MAX_TEXTS = 100;
    private static final int MAX_ALIASES = 8;
    private static final int MAX_CACHED = 10_000;

    private final LookupSession session;
    private final RandomGenerator random;

    private DnsjavaMailDns(LookupSession session, RandomGenerator random) {
        this.session = session;
        this.random = random;
    }

    /**
     * Asks these name servers, or those that the system has configured at this moment; its hosts file is honoured then, too.
     *
     * @param servers name servers by address and port; empty for those of the system
     * @param timeout for each question to the servers together; an alias leads to one more question
     * @throws IllegalArgumentException when a server is given by name
     */
    public static DnsjavaMailDns of(List<SmartHost> servers, Duration timeout) {
        return of(servers, timeout, new Random());
    }

    static DnsjavaMailDns of(List<SmartHost> servers, Duration timeout, RandomGenerator random) {
        List<InetSocketAddress> addresses = servers.isEmpty()
            ? new ResolverConfig().servers()
            : servers.stream().map(DnsjavaMailDns::socketAddress).toList();
        LookupSessionBuilder builder = LookupSession.builder()
            .resolver(ServersInTurn.of(addresses, timeout))
            .cache(boundedCache())
            .maxRedirects(MAX_ALIASES)
            .executor(Runnable::run);
        return new DnsjavaMailDns((servers.isEmpty() ? builder.defaultHostsFileParser() : builder).build(), random);
    }

    @Override
    public MxAnswer mx(DomainName domain) {
        Found found = find(domain, Type.MX);
        if (found instanceof Missing missing) {
            return missing.exists() ? new NoRecords() : new NoSuchDomain();
        }
        if (found instanceof Failed failed) {
            return new LookupFailed(failed.reason());
        }
        List<MXRecord> records = ((Records) found).as(MXRecord.class);
        if (records.stream().allMatch(record -> record.getTarget().equals(Name.root))) {
            return new NullMx();
        }
        List<MxHost> hosts = new ArrayList<>(records.stream().flatMap(record -> usable(record).stream()).toList());
        if (hosts.isEmpty()) {
            return new LookupFailed("MX of " + domain + ": " + records.size() + " without a usable name (expected: host names)");
        }
        shuffle(hosts);
        return new MxHosts(hosts.stream().sorted(Comparator.comparingInt(MxHost::preference)).limit(MAX_HOSTS).toList());
    }

    @Override
    public AddressAnswer addresses(String host) {
        if (InetAddresses.isInetAddress(host)) {
            return new Addresses(List.of(InetAddresses.forString(host)));
        }
        Optional<DomainName> name = DomainName.tryParse(host);
        if (name.isEmpty()) {
            return new NoSuchDomain();
        }
        Found ipv4 = find(name.get(), Type.A);
        if (ipv4 instanceof Failed failed) {
            return new LookupFailed(failed.reason());
        }
        if (ipv4 instanceof Missing missing && !missing.exists()) {
            return new NoSuchDomain();
        }
        // Some name servers fail at AAAA questions that they don't know: that must not take away the IPv4 addresses.
        Found ipv6 = find(name.get(), Type.AAAA);
        List<InetAddress> first = new ArrayList<>(ipv4 instanceof Records records ? records.as(ARecord.class).stream().map(ARecord::getAddress).toList() : List.of());
        List<InetAddress> second = new ArrayList<>(ipv6 instanceof Records records ? records.as(AAAARecord.class).stream().map(AAAARecord::getAddress).toList() : List.of());
        shuffle(first);
        shuffle(second);
        List<InetAddress> all = Stream.concat(first.stream(), second.stream()).filter(DnsjavaMailDns::isOneHost).limit(MAX_ADDRESSES).toList();
        if (all.isEmpty()) {
            return ipv6 instanceof Failed failed ? new LookupFailed(failed.reason()) : new NoRecords();
        }
        return new Addresses(all);
    }

    @Override
    public TextAnswer texts(DomainName domain) {
        return texts(find(domain, Type.TXT), TXTRecord.class, DnsjavaMailDns::joined);
    }

    @Override
    public TextAnswer names(InetAddress address) {
        return texts(find(ReverseMap.fromAddress(address), Type.PTR), PTRRecord.class, record -> record.getTarget().toString(true));
    }

    @Override
    public Optional<DomainName> alias(DomainName name) {
        return find(name, Type.CNAME) instanceof Records records
            ? records.as(CNAMERecord.class).stream().findFirst().flatMap(record -> DomainName.tryParse(record.getTarget().toString(true))) : Optional.empty();
    }

    private static <T extends Record> TextAnswer texts(Found found, Class<T> type, Function<T, String> text) {
        if (found instanceof Records records) {
            List<String> texts = records.as(type).stream().limit(MAX_TEXTS).map(text).toList();
            return texts.isEmpty() ? new NoRecords() : new Texts(texts);
        }
        return found instanceof Failed failed ? new LookupFailed(failed.reason()) : ((Missing) found).exists() ? new NoRecords() : new NoSuchDomain();
    }

    private static String joined(TXTRecord record) {
        return record.getStringsAsByteArrays().stream().map(octets -> new String(octets, StandardCharsets.ISO_8859_1)).collect(Collectors.joining());
    }

    private Found find(DomainName domain, int type) {
        try {
            return find(Name.fromString(domain.asString(), Name.root), type);
        } catch (TextParseException e) {
            return missingOrFailed(Type.string(type) + " of " + domain, e);
        }
    }

    private Found find(Name name, int type) {
        String question = Type.string(type) + " of " + name.toString(true);
        try {
            List<Record> records = session.lookupAsync(name, type, DClass.IN).toCompletableFuture().join().getRecords();
            return records.isEmpty() ? new Missing(true) : new Records(records);
        } catch (CompletionException e) {
            return missingOrFailed(question, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            // dnsjava reports nonsense in answers with unchecked exceptions of many kinds: none of them proves that the name is missing.
            return missingOrFailed(question, e);
        }
    }

    private static Found missingOrFailed(String question, Throwable e) {
        if (e instanceof NoSuchDomainException) {
            return new Missing(false);
        }
        if (e instanceof NoSuchRRSetException) {
            return new Missing(true);
        }
        String what = e instanceof ServerFailedException ? "SERVFAIL, the name servers could not find out"
            : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new Failed(question + ": " + what);
    }

    /** Not 0.0.0.0, which many systems take for themselves, and no group of hosts. */
    private static boolean isOneHost(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }

    private static Optional<MxHost> usable(MXRecord record) {
        if (record.getTarget().equals(Name.root)) {
            return Optional.empty();
        }
        return DomainName.tryParse(record.getTarget().toString(true))
            .filter(name -> !InetAddresses.isInetAddress(name.asString()))
            .map(name -> new MxHost(record.getPriority(), name));
    }

    private void shuffle(List<?> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    private static Cache boundedCache() {
        Cache cache = new Cache(DClass.IN);
        cache.setMaxEntries(MAX_CACHED);
        return cache;
    }

    static InetSocketAddress socketAddress(SmartHost server) {
        if (!InetAddresses.isInetAddress(server.host())) {
            throw new IllegalArgumentException("name server: " + server + " (expected: an address, not a name)");
        }
        return new InetSocketAddress(InetAddresses.forString(server.host()), server.port());
    }

    private sealed interface Found {
    }

    private record Records(List<Record> records) implements Found {
        <T extends Record> List<T> as(Class<T> type) {
            return records.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    private record Missing(boolean exists) implements Found {
    }

    private record Failed(String reason) implements Found {
    }
}
