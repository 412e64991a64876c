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
package io.jamesconnectors.connectors.file;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * How much of the internet all connectors for own mail hold together: many blocks, none of which is suspicious by itself, are as open as one. Counted are the public
 * addresses that connectors in use list themselves, each once.
 */
final class TogetherCheck implements InboundCheck {
    /** As many as in the smallest single block that is refused. */
    private static final BigInteger REFUSED_IPV4 = BigInteger.ONE.shiftLeft(25);
    private static final BigInteger REFUSED_IPV6 = BigInteger.ONE.shiftLeft(113);

    private final Findings findings;
    private final List<Listed> listed = new ArrayList<>();

    TogetherCheck(Findings findings) {
        this.findings = findings;
    }

    private record Listed(Stretch stretch, Cidr block, InboundDraft draft, Value place) {
    }

    @Override
    public void check(InboundDraft draft) {
        if (draft.isForOwnMail() && draft.connector().enabled()) {
            draft.blocks().stream().filter(entry -> !AddressBreadth.isPrivate(entry.value()) && AddressBreadth.of(entry.value()) != AddressBreadth.INTERNET)
                .forEach(entry -> listed.add(new Listed(Stretch.of(entry.value()), entry.value(), draft, entry.place())));
        }
    }

    @Override
    public void finish(Witnesses witnesses) {
        listed.sort((a, b) -> Stretch.ORDER.compare(a.stretch, b.stretch));
        tell(false, REFUSED_IPV4, "/7", witnesses);
        tell(true, REFUSED_IPV6, "/15 of IPv6", witnesses);
    }

    private void tell(boolean ipv6, BigInteger refused, String shown, Witnesses witnesses) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger next = BigInteger.ZERO;
        Optional<Listed> largest = Optional.empty();
        int blocks = 0;
        for (Listed each : listed) {
            if (each.stretch.ipv6() == ipv6) {
                blocks++;
                BigInteger from = each.stretch.from().max(next);
                if (from.compareTo(each.stretch.to()) <= 0) {
                    sum = sum.add(each.stretch.to().subtract(from)).add(BigInteger.ONE);
                    next = each.stretch.to().add(BigInteger.ONE);
                }
                largest = largest.filter(known -> known.stretch.size().compareTo(each.stretch.size()) >= 0).or(() -> Optional.of(each));
            }
        }
        if (sum.compareTo(refused) >= 0) {
            Listed example = largest.orElseThrow();
            findings.add(Check.OPEN_RELAY_TOGETHER.at(example.place.position(), "the connectors for own mail grant relaying to " + blocks
                + " blocks that together are as large as a " + shown + " (the largest: " + example.block + " in " + example.draft.called() + ")")
                .with(witnesses.relayedFrom(example.draft.connector(), example.block)));
        }
    }
}
