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

/**
 * One option of a connector, given in the file or not.
 *
 * @param option as the file calls it; an attribute of an element behind a dot
 * @param value what holds: text, a number, true or false, or a list of texts
 * @param words what that means
 */
record SettingJson(String option, Object value, String words) {
}
