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
package io.jamesconnectors.server.web;

import java.time.Instant;
import java.util.List;

/** When our own certificates end. */
@FunctionalInterface
public interface OwnCertificates {

    /** The first to end first. Reads files. */
    List<End> ends();

    /**
     * One certificate.
     *
     * @param shownBy who shows it, in words
     * @param subject of the link of its chain that ends first
     * @param notAfter when that ends
     */
    record End(String shownBy, String subject, Instant notAfter) {
    }
}
