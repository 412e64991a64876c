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
package io.jamesconnectors.connectors;

/** Who stands at the other end of a connector, seen from this server. */
public enum ConnectorType {
    /** Our own devices, applications and other servers (Exchange Online's {@code OnPremises}, seen from there). */
    ORGANIZATION("organization"),
    /** Our own tenant in Office 365. */
    OFFICE365("office365"),
    /** Someone else. */
    PARTNER("partner");

    private final String word;

    ConnectorType(String word) {
        this.word = word;
    }

    /** The word that {@code connectors.xml} uses. */
    public String word() {
        return word;
    }
}
