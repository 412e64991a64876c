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

import java.util.Optional;

import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.diagnostics.Check;

/** What {@code minimumVersion} of {@code requireTls} lets pass. */
final class TlsVersionCheck implements InboundCheck {
    private final Findings findings;

    TlsVersionCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        Optional<Value> minimum = draft.option("requireTls").flatMap(option -> option.attribute("minimumVersion"));
        if (minimum.isPresent() && !draft.connector().requireTls()) {
            findings.add(Check.MINIMUM_WITHOUT_EFFECT, minimum.get().position(), draft.called() + " has a minimumVersion, but does not require TLS");
        }
        draft.connector().minimumTls().filter(version -> !version.isAtLeast(TlsVersion.TLS_1_2)).ifPresent(version -> findings.add(Check.OLD_TLS,
            minimum.map(Value::position).orElse(draft.node().position()), draft.called() + " takes " + version.word() + " (expected: TLSv1.2 or TLSv1.3)"));
    }
}
