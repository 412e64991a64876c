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
package io.jamesconnectors.connectors.candidates;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Reason;

/** Makes {@link Candidates}: each connector counts once, by what is said of it first; the sentences of those that are not shown are not made. */
public final class CandidateList {
    private final int most;
    private final List<Candidacy> shown = new ArrayList<>();
    private final Set<ConnectorName> known = new HashSet<>();
    private final SortedMap<String, Integer> others = new TreeMap<>();

    /** @param most how many are shown, from 1 */
    public CandidateList(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("candidates: " + most + " (expected: 1 or more)");
        }
        this.most = most;
    }

    /** Says of a connector what became of it, unless that was said before. */
    public void add(ConnectorName connector, Candidacy.Outcome outcome, Reason reason) {
        add(connector, outcome, reason.code(), reason::sentence);
    }

    /** Says of a connector that it lost, unless something was said of it before. */
    public void lost(ConnectorName connector, String code, Supplier<String> why) {
        add(connector, Candidacy.Outcome.LOST, code, why);
    }

    /** Says of each connector that a reason is about that it lost. */
    public void lost(List<Reason> reasons) {
        for (Reason reason : reasons) {
            reason.connector().ifPresent(connector -> add(connector, Candidacy.Outcome.LOST, reason));
        }
    }

    /** Whether something was said of that connector. */
    public boolean knows(ConnectorName connector) {
        return known.contains(connector);
    }

    /** What was said so far. */
    public Candidates done() {
        return new Candidates(shown, others);
    }

    private void add(ConnectorName connector, Candidacy.Outcome outcome, String code, Supplier<String> why) {
        if (!known.add(connector)) {
            return;
        }
        if (shown.size() < most) {
            shown.add(new Candidacy(connector, outcome, code, why.get()));
        } else {
            others.merge(code, 1, Integer::sum);
        }
    }
}
