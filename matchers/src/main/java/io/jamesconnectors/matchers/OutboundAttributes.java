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
package io.jamesconnectors.matchers;

import org.apache.mailet.AttributeName;

/** What mail carries about its way out. */
public final class OutboundAttributes {
    /**
     * The outbound connector that a rule has named for all recipients of the mail (string). It binds: when there is no connector of that name, or it is
     * in test mode or switched off, the mail waits and takes no other route.
     */
    public static final AttributeName CONNECTOR = AttributeName.of("io.jamesconnectors.outbound.connector");

    private OutboundAttributes() {
    }
}
