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

import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.eclipse.jetty.http.HttpStatus;

import spark.HaltException;

/** Answers that end a request, in the shape of James's other errors. To be thrown. */
final class WebError {
    private WebError() {
    }

    /** 400: the request is wrong. */
    static HaltException badRequest(String message) {
        return error(HttpStatus.BAD_REQUEST_400, ErrorType.INVALID_ARGUMENT, message);
    }

    /** 403: not from there. */
    static HaltException forbidden(String message) {
        return error(HttpStatus.FORBIDDEN_403, ErrorType.INVALID_ARGUMENT, message);
    }

    /** 404: there is no such thing. */
    static HaltException notFound(String message) {
        return error(HttpStatus.NOT_FOUND_404, ErrorType.NOT_FOUND, message);
    }

    /** 409: it can't be done as things are. */
    static HaltException conflict(String message) {
        return error(HttpStatus.CONFLICT_409, ErrorType.WRONG_STATE, message);
    }

    /** 409: it can't be done as things are; {@code details} says which thing is in the way. */
    static HaltException conflict(String message, String details) {
        return ErrorResponder.builder().statusCode(HttpStatus.CONFLICT_409).type(ErrorType.WRONG_STATE).message(message).cause(new IllegalStateException(details)).haltError();
    }

    /** 429: not so many at once. */
    static HaltException tooMany(String message) {
        return error(HttpStatus.TOO_MANY_REQUESTS_429, ErrorType.WRONG_STATE, message);
    }

    /** 411: the request does not say how large it is. */
    static HaltException lengthRequired(String message) {
        return error(HttpStatus.LENGTH_REQUIRED_411, ErrorType.INVALID_ARGUMENT, message);
    }

    /** 413: the request is larger than anything that is read. */
    static HaltException tooLarge(String message) {
        return error(HttpStatus.PAYLOAD_TOO_LARGE_413, ErrorType.INVALID_ARGUMENT, message);
    }

    /** 503: not at the moment. */
    static HaltException unavailable(String message) {
        return error(HttpStatus.SERVICE_UNAVAILABLE_503, ErrorType.SERVER_ERROR, message);
    }

    private static HaltException error(int status, ErrorType type, String message) {
        return ErrorResponder.builder().statusCode(status).type(type).message(message).haltError();
    }
}
