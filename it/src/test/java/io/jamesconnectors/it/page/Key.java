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
package io.jamesconnectors.it.page;

/** A key, as the browser names and numbers it. */
enum Key {
    TAB("Tab", 9, 0, ""), BACK_TAB("Tab", 9, 8, ""), ENTER("Enter", 13, 0, "\r"), ESCAPE("Escape", 27, 0, ""), SPACE(" ", 32, 0, " "), SLASH("/", 191, 0, "");

    private final String key;
    private final int code;
    private final int modifiers;
    private final String text;

    Key(String key, int code, int modifiers, String text) {
        this.key = key;
        this.code = code;
        this.modifiers = modifiers;
        this.text = text;
    }

    String key() {
        return key;
    }

    /** Its number, as Windows has it. */
    int code() {
        return code;
    }

    /** 8 where the shift key is held. */
    int modifiers() {
        return modifiers;
    }

    /** What it writes. */
    String text() {
        return text;
    }
}
