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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import spark.Request;

/** Parameters of a query; wrong ones end the request with 400. */
final class Parameter {
    private Parameter() {
    }

    /** The parameter, if it is given and not empty; at most so long. */
    static Optional<String> text(Request request, String parameter, int longest) {
        Optional<String> text = Optional.ofNullable(request.queryParams(parameter)).filter(given -> !given.isEmpty());
        text.filter(given -> given.length() > longest).ifPresent(given -> {
            throw WebError.badRequest(parameter + ": " + given.length() + " characters (expected: at most " + longest + ")");
        });
        return text;
    }

    /** One of these words, if it is given. */
    static <T> Optional<T> word(Request request, String parameter, T[] values, Function<T, String> word) {
        return text(request, parameter, Integer.MAX_VALUE).map(given -> Stream.of(values).filter(value -> word.apply(value).equals(given)).findFirst().orElseThrow(() -> {
            List<String> words = Stream.of(values).map(word).toList();
            return WebError.badRequest(parameter + ": " + Shown.of(given) + " (expected: " + String.join(", ", words) + ")");
        }));
    }

    /** A whole number in that range. */
    static int number(Request request, String parameter, int otherwise, int least, int most) {
        return text(request, parameter, Integer.MAX_VALUE).map(given -> {
            if (!given.matches("[0-9]{1,10}") || Long.parseLong(given) < least || Long.parseLong(given) > most) {
                throw WebError.badRequest(parameter + ": " + Shown.of(given) + " (expected: " + least + " to " + most + ")");
            }
            return Integer.parseInt(given);
        }).orElse(otherwise);
    }
}
