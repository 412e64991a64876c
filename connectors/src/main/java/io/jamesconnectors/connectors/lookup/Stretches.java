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
package io.jamesconnectors.connectors.lookup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import io.jamesconnectors.connectors.Cidr;

/**
 * The address space of one family, cut where blocks begin and end. Stretch {@code i} reaches from its beginning to just before that of
 * {@code i + 1}; all its addresses have the same answer.
 */
final class Stretches<V> {
    private final long[] high;
    private final long[] low;
    private final List<Found<V>> answers;

    private Stretches(List<Stretch<V>> stretches) {
        this.high = stretches.stream().mapToLong(Stretch::high).toArray();
        this.low = stretches.stream().mapToLong(Stretch::low).toArray();
        this.answers = stretches.stream().map(Stretch::answer).toList();
    }

    static <V> Stretches<V> of(Map<Cidr, V> blocks, boolean ipv6) {
        Sweep<V> sweep = new Sweep<>();
        blocks.entrySet().stream()
            .filter(entry -> entry.getKey().isIpv6() == ipv6)
            .map(entry -> Block.of(entry.getKey(), entry.getValue()))
            .sorted(Block.OUTER_FIRST)
            .forEach(sweep::enter);
        sweep.finish();
        return new Stretches<>(sweep.stretches);
    }

    Found<V> find(long addressHigh, long addressLow) {
        int first = 0;
        int last = high.length - 1;
        while (first < last) {
            int middle = (first + last + 1) >>> 1;
            if (Bits.compare(high[middle], low[middle], addressHigh, addressLow) <= 0) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        return answers.get(first);
    }

    private record Stretch<V>(long high, long low, Found<V> answer) {
    }

    private record Block<V>(long high, long low, int prefix, V value) {
        static final Comparator<Block<?>> OUTER_FIRST = (a, b) -> {
            int byStart = Bits.compare(a.high, a.low, b.high, b.low);
            return byStart != 0 ? byStart : Integer.compare(a.prefix, b.prefix);
        };

        static <V> Block<V> of(Cidr cidr, V value) {
            byte[] network = cidr.network().getAddress();
            return new Block<>(Bits.high(network), Bits.low(network), cidr.prefixLength() + 128 - 8 * network.length, value);
        }

        long endHigh() {
            return high | Bits.freeHigh(prefix);
        }

        long endLow() {
            return low | Bits.freeLow(prefix);
        }
    }

    /** Walks over the blocks in the order of their beginnings, the outer before the inner, and remembers which are open. */
    private static final class Sweep<V> {
        private final List<Stretch<V>> stretches = new ArrayList<>(List.of(new Stretch<>(0, 0, Found.nothing())));
        private final Deque<Block<V>> open = new ArrayDeque<>();
        private final Deque<Found<V>> answers = new ArrayDeque<>();

        void enter(Block<V> block) {
            while (!open.isEmpty() && Bits.compare(open.getFirst().endHigh(), open.getFirst().endLow(), block.high, block.low) < 0) {
                leave();
            }
            open.push(block);
            answers.push(Found.of(block.value, answers.peek()));
            cut(block.high, block.low);
        }

        void finish() {
            while (!open.isEmpty()) {
                leave();
            }
        }

        private void leave() {
            Block<V> block = open.pop();
            answers.pop();
            long low = block.endLow() + 1;
            long high = low == 0 ? block.endHigh() + 1 : block.endHigh();
            if (high != 0 || low != 0) { // else the block reaches to the very end
                cut(high, low);
            }
        }

        private void cut(long high, long low) {
            Stretch<V> last = stretches.get(stretches.size() - 1);
            if (last.high == high && last.low == low) {
                stretches.remove(stretches.size() - 1);
            }
            Found<V> answer = answers.peek();
            stretches.add(new Stretch<>(high, low, answer == null ? Found.nothing() : answer));
        }
    }
}
