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

import java.util.List;

import spark.Request;

/**
 * Which part of a list is wanted: {@code ?offset=0&limit=100}.
 *
 * @param offset how many items to pass over, 0 or more
 * @param limit how many to show at most, 1 to {@value #MOST}
 */
record Paging(int offset, int limit) {
    static final int USUAL = 100;
    static final int MOST = 1_000;

    /** Ends the request with 400 where a number is none, or out of range. */
    static Paging of(Request request) {
        return new Paging(Parameter.number(request, "offset", 0, 0, Integer.MAX_VALUE), Parameter.number(request, "limit", USUAL, 1, MOST));
    }

    /** That part of a whole list. */
    <T> List<T> part(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, Math.min(all.size(), from + limit));
    }
}
