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
package io.jamesconnectors.gateway;

import java.security.Security;
import java.util.Arrays;
import java.util.Optional;

/** Whether this Java would speak TLS 1.0 and 1.1 at all; it takes no notice of a file of properties that it can't find. */
final class OldTls {
    private OldTls() {
    }

    static boolean isSpoken() {
        String disabled = Optional.ofNullable(Security.getProperty("jdk.tls.disabledAlgorithms")).orElse("");
        return Arrays.stream(disabled.split(",", -1)).map(String::strip).noneMatch(word -> word.equals("TLSv1") || word.equals("TLSv1.1"));
    }
}
