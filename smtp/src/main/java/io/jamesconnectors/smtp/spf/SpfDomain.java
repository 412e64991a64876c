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

import java.util.List;

import io.jamesconnectors.connectors.DomainName;

/**
 * What came of looking at one sender domain.
 *
 * @param found in a line, such as {@code 203.0.113.7: pass, 3 of 10 look-ups}
 * @param findings empty when all is well
 */
public record SpfDomain(DomainName domain, String found, List<SpfFinding> findings) {
    public SpfDomain {
        findings = List.copyOf(findings);
    }
}
