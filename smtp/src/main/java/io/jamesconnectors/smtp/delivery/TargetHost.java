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
package io.jamesconnectors.smtp.delivery;

/**
 * A host that may take the mail.
 *
 * @param name a host name, or an address literal without brackets
 * @param implicit the recipient domain itself, for want of MX records (RFC 5321 §5.1)
 */
record TargetHost(String name, int port, boolean implicit) {
}
