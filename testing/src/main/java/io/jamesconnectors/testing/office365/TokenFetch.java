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
package io.jamesconnectors.testing.office365;

import java.time.Instant;

/**
 * A request to the token endpoint that was answered.
 *
 * @param at when, by the clock of the stand-in
 * @param tenant the first part of the path
 * @param identity who asked: the address of the user whose refresh token it was, else the client id; empty where it gave none
 * @param grant the {@code grant_type}; empty where it gave none
 * @param status the HTTP status
 * @param error such as {@code AADSTS7000215}; empty where there was none
 * @param issued whether a token was given
 */
public record TokenFetch(Instant at, String tenant, String identity, String grant, int status, String error, boolean issued) {
}
