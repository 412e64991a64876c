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
package io.jamesconnectors.smtp.spf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.core.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.tls.dns.AddressAnswer;
import io.jamesconnectors.tls.dns.Addresses;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.MxAnswer;
import io.jamesconnectors.tls.dns.MxHosts;
import io.jamesconnectors.tls.dns.SenderDns;
import io.jamesconnectors.tls.dns.TextAnswer;
import io.jamesconnectors.tls.dns.Texts;

/**
 * Lets jSPF ask our DNS. Records of type SPF are never asked for (RFC 7208 §3.1). Of texts only records are handed on, and of a record that is too long to be
 * looked into another one, which is an error: jSPF's patterns recurse once for each character.
 */
final class JspfDns implements DNSService {
    /** RFC 7208 §4.6.4: of MX and PTR no more than 10 are looked at. */
    private static final int MOST_HOSTS = 10;
    private static final String TOO_LONG = "v=spf1 record-too-long";

    private final SenderDns dns;
    private final InetAddress client;

    /** @param client the address that is judged: nobody else's names are asked for */
    JspfDns(SenderDns dns, InetAddress client) {
        this.dns = dns;
        this.client = client;
    }

    /** Null stands for none, and the list is the caller's to change: jSPF takes out what it has looked at. */
    @Override
    public @Nullable List<String> getRecords(DNSRequest request) throws TimeoutException {
        Stream<String> records = switch (request.getRecordType()) {
            case DNSRequest.A -> addresses(request.getHostname(), true);
            case DNSRequest.AAAA -> addresses(request.getHostname(), false);
            case DNSRequest.MX -> exchangers(request.getHostname());
            case DNSRequest.PTR -> texts(dns.names(client)).limit(MOST_HOSTS);
            case DNSRequest.TXT -> records(request.getHostname());
            default -> Stream.empty();
        };
        List<String> list = new ArrayList<>(records.toList());
        return list.isEmpty() ? null : list;
    }

    @Override
    public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
        try {
            return CompletableFuture.completedFuture(getRecords(request));
        } catch (TimeoutException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Nobody needs to know what we are called. */
    @Override
    public List<String> getLocalDomainNames() {
        return new ArrayList<>();
    }

    /** The DNS behind this has its own. */
    @Override
    public void setTimeOut(int seconds) {
    }

    @Override
    public int getRecordLimit() {
        return MOST_HOSTS;
    }

    /** The RFC's is the only one. */
    @Override
    public void setRecordLimit(int limit) {
    }

    private Stream<String> addresses(String host, boolean ipv4) throws TimeoutException {
        AddressAnswer answer = dns.addresses(undotted(host));
        if (answer instanceof LookupFailed failed) {
            throw new TimeoutException(failed.reason());
        }
        return answer instanceof Addresses found
            ? found.addresses().stream().filter(address -> address instanceof Inet4Address == ipv4).map(InetAddress::getHostAddress)
            : Stream.empty();
    }

    private Stream<String> exchangers(String domain) throws TimeoutException {
        DomainName name = DomainName.tryParse(domain).orElse(null);
        if (name == null) {
            return Stream.empty();
        }
        MxAnswer answer = dns.mx(name);
        if (answer instanceof LookupFailed failed) {
            throw new TimeoutException(failed.reason());
        }
        return answer instanceof MxHosts mx ? mx.hosts().stream().limit(MOST_HOSTS).map(host -> host.name().asString()) : Stream.empty();
    }

    private Stream<String> records(String domain) throws TimeoutException {
        DomainName name = DomainName.tryParse(domain).orElse(null);
        return name == null ? Stream.empty() : texts(dns.texts(name)).filter(SpfRecord::isOne).map(text -> SpfRecord.isBounded(text) ? text : TOO_LONG);
    }

    private static Stream<String> texts(TextAnswer answer) throws TimeoutException {
        if (answer instanceof LookupFailed failed) {
            throw new TimeoutException(failed.reason());
        }
        return answer instanceof Texts found ? found.texts().stream() : Stream.empty();
    }

    private static String undotted(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
