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
package io.jamesconnectors.gateway;

import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.apache.james.webadmin.mdc.RequestId;
import org.apache.james.webadmin.mdc.RequestLogger;

import spark.Request;

/**
 * Logs requests to the web administration without what is in them. James's own logger reads each body into memory, however large, before anybody is asked for the token, and
 * writes it into the log, passwords too.
 */
final class RequestLine implements RequestLogger {
    @Override
    public boolean applies(Request request) {
        return true;
    }

    @Override
    public void log(Request request, RequestId requestId) {
        LoggingRequestFilter.LOGGER.debug("web administration: request={} {} {} from {}", requestId.asString(), TokenFilter.printable(request.requestMethod()),
            TokenFilter.printable(request.pathInfo()), request.ip());
    }
}
