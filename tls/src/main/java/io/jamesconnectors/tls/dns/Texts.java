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
package io.jamesconnectors.tls.dns;

import java.util.List;

/**
 * Texts as strangers published them, in no particular order. Never empty.
 *
 * @param texts of a TXT record its strings, joined without a space (RFC 7208 §3.3), each octet a character of the same number; of a PTR record the name
 */
public record Texts(List<String> texts) implements TextAnswer {
    public Texts {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("texts: none (expected: at least one)");
        }
    }
}
