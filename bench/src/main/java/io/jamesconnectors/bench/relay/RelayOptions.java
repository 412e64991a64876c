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
package io.jamesconnectors.bench.relay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to compare, and how.
 *
 * @param project the root of the project, built
 * @param work an empty directory on a real disk, for queues and logs
 * @param contenders in the order of their turns
 * @param securities one after the other
 * @param sizes of bodies
 * @param messages of a batch of small messages
 * @param runs batches for each figure
 * @param warmUp messages before the first batch
 * @param sessions of the source
 * @param java further options of each JVM
 */
record RelayOptions(Path project, Path work, List<Contender> contenders, List<Security> securities, List<BodySize> sizes, int messages, int runs, int warmUp,
        int sessions, List<String> java) {
    private static final List<String> HEAP = List.of("-Xms512m", "-Xmx1g");
    /** What the contenders of our own get for large bodies. */
    static final List<String> HEAP_FOR_LARGE_BODIES = List.of("-Xmx256m");

    RelayOptions {
        contenders = List.copyOf(contenders);
        securities = List.copyOf(securities);
        sizes = List.copyOf(sizes);
        java = List.copyOf(java);
    }

    /** The options of a contender's JVM. Where bodies are large, those that our mailet delivers for get by with little heap. */
    List<String> javaOptions(Contender contender, boolean largeBodies) {
        List<String> all = new ArrayList<>(largeBodies && contender.isOurs() ? HEAP_FOR_LARGE_BODIES : HEAP);
        all.addAll(java);
        return all;
    }

    /** Sizes that share their processes: the small ones, or the large ones. */
    List<BodySize> sizes(boolean large) {
        return sizes.stream().filter(size -> size.isLarge() == large).toList();
    }
}
