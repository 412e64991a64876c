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
package io.jamesconnectors.trace.store;

import java.util.Locale;

/** How texts are kept. What is looked for is brought into the same form, or it would never be found. */
enum Column {
    MESSAGE_ID(500),
    ADDRESS(320),
    CONNECTOR(64),
    CLIENT_ADDRESS(64),
    CLIENT_FACTS(4_000),
    TLS(100),
    REASON(500),
    REPLY(500),
    HOST(300),
    ITEM(320),
    SAMPLES(2_000);

    private final int length;

    Column(int length) {
        this.length = length;
    }

    /** As it is kept: clean, not too long, and in lower case where case makes no difference. */
    String kept(String text) {
        return CleanText.of(this == ADDRESS ? text.strip().toLowerCase(Locale.ROOT) : text.strip(), length);
    }

    /** As SQL declares one that is added to a table with rows in it. */
    String added() {
        return "VARCHAR(" + length + ") DEFAULT '' NOT NULL";
    }

    /** As SQL declares it. */
    String type() {
        return "VARCHAR(" + length + ") NOT NULL";
    }
}
