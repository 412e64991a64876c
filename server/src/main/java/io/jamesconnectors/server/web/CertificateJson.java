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

import java.time.Duration;
import java.time.Instant;

/**
 * A certificate of ours.
 *
 * @param connector who shows it: {@code connector 'Relay'}, or a listener
 * @param subject of the link of its chain that ends first
 * @param daysLeft whole days until then; negative when it has ended
 */
record CertificateJson(String connector, String subject, String notAfter, long daysLeft) {

    static CertificateJson of(OwnCertificates.End end, Instant now) {
        return new CertificateJson(end.shownBy(), end.subject(), end.notAfter().toString(), Math.floorDiv(Duration.between(now, end.notAfter()).toSeconds(), 86_400));
    }
}
