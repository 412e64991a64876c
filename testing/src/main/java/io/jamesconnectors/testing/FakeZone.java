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
package io.jamesconnectors.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The records of a {@link FakeDns}. A name without records does not exist, but for the root; one with records of other types has none of that type;
 * aliases are followed within the zone. Every record lives for an hour. Safe for use by several threads.
 */
public final class FakeZone {
    private static final long TTL = 3_600;

    private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
    private final Map<Name, Integer> failing = new ConcurrentHashMap<>();
    private volatile boolean silent;
    private volatile boolean recursive = true;

    FakeZone() {
    }

    /** An A or AAAA record, as the address says. */
    public FakeZone address(String name, String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return add(parsed.getAddress().length == 4
                ? new ARecord(absolute(name), DClass.IN, TTL, parsed)
                : new AAAARecord(absolute(name), DClass.IN, TTL, parsed));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: '" + address + "' (expected: IPv4 or IPv6)", e);
        }
    }

    /** An MX record; {@code host} may be {@code .}. */
    public FakeZone mx(String domain, int preference, String host) {
        return add(new MXRecord(absolute(domain), DClass.IN, TTL, preference, absolute(host)));
    }

    /** The null MX of RFC 7505: no mail here. */
    public FakeZone nullMx(String domain) {
        return mx(domain, 0, ".");
    }

    /** An alias. */
    public FakeZone cname(String alias, String target) {
        return add(new CNAMERecord(absolute(alias), DClass.IN, TTL, absolute(target)));
    }

    /** A TXT record of these strings, each of at most 255 characters. */
    public FakeZone txt(String name, String... strings) {
        return add(new TXTRecord(absolute(name), DClass.IN, TTL, List.of(strings)));
    }

    /** What {@code address} claims to be called. */
    public FakeZone pointer(String address, String name) {
        try {
            return add(new PTRRecord(ReverseMap.fromAddress(address), DClass.IN, TTL, absolute(name)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: '" + address + "' (expected: IPv4 or IPv6)", e);
        }
    }

    /** Questions about {@code name} fail with SERVFAIL. */
    public FakeZone serverFailure(String name) {
        failing.put(absolute(name), Rcode.SERVFAIL);
        return this;
    }

    /** Questions about {@code name} for records of {@code type} (such as "AAAA") fail with SERVFAIL; others do not. */
    public FakeZone serverFailure(String name, String type) {
        failing.put(absolute(type + "._failing." + name), Rcode.SERVFAIL);
        return this;
    }

    /** Questions about {@code name} are refused. */
    public FakeZone refuse(String name) {
        failing.put(absolute(name), Rcode.REFUSED);
        return this;
    }

    /** {@code name} does not exist, not even the root, which does otherwise. */
    public FakeZone missing(String name) {
        failing.put(absolute(name), Rcode.NXDOMAIN);
        return this;
    }

    /** From now on it says that it asks nobody else, or that it does. */
    public FakeZone recursive(boolean on) {
        recursive = on;
        return this;
    }

    /** From now on nothing is answered at all, or everything again. */
    public FakeZone silent(boolean on) {
        silent = on;
        return this;
    }

    /** Forgets all records and failures. */
    public FakeZone clear() {
        records.clear();
        failing.clear();
        return this;
    }

    /** The answer to a question, or empty for silence. */
    Optional<Message> answer(Message query) {
        if (silent) {
            return Optional.empty();
        }
        Message answer = emptyAnswerTo(query);
        if (!recursive) {
            answer.getHeader().unsetFlag(Flags.RA);
        }
        Name name = query.getQuestion().getName();
        int type = query.getQuestion().getType();
        Integer failure = failing.getOrDefault(name, failing.get(absolute(Type.string(type) + "._failing." + (name.equals(Name.root) ? "" : name))));
        if (failure != null) {
            answer.getHeader().setRcode(failure);
            return Optional.of(answer);
        }
        for (int aliases = 0; aliases < 5; aliases++) {
            List<Record> here = records.getOrDefault(name, List.of());
            if (here.isEmpty() && !name.equals(Name.root)) {
                answer.getHeader().setRcode(Rcode.NXDOMAIN);
            }
            here.stream().filter(record -> record.getType() == type).forEach(record -> answer.addRecord(record, Section.ANSWER));
            Optional<CNAMERecord> alias = here.stream().filter(CNAMERecord.class::isInstance).map(CNAMERecord.class::cast).findFirst();
            if (type == Type.CNAME || alias.isEmpty() || answer.findRecord(alias.get(), Section.ANSWER)) {
                break;
            }
            answer.addRecord(alias.get(), Section.ANSWER);
            name = alias.get().getTarget();
        }
        if (answer.getSection(Section.ANSWER).stream().noneMatch(record -> record.getType() == type)) {
            answer.addRecord(new SOARecord(Name.root, DClass.IN, TTL, absolute("ns.invalid"), absolute("hostmaster.invalid"), 1, TTL, TTL, TTL, TTL), Section.AUTHORITY);
        }
        return Optional.of(answer);
    }

    static Message emptyAnswerTo(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        return answer;
    }

    static String describe(Message query) {
        return Type.string(query.getQuestion().getType()) + " " + query.getQuestion().getName().toString(true).toLowerCase(Locale.ROOT);
    }

    private FakeZone add(Record record) {
        records.computeIfAbsent(record.getName(), name -> new CopyOnWriteArrayList<>()).add(record);
        return this;
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("name: '" + name + "' (expected: a domain name)", e);
        }
    }
}
