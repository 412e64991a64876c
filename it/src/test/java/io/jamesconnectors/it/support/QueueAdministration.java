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
package io.jamesconnectors.it.support;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** James's own queue administration, as an administrator of the gateway uses it. */
public record QueueAdministration(GatewayProcess gateway, String token) {
    private static final Pattern SIZE = Pattern.compile("\"size\":(\\d+)");

    /**
     * How many mails are in a queue, waiting ones and those in hand too; 0 for a queue that is not there yet. A mail that is being stored again may count twice, and one
     * that is just due not at all.
     */
    public long size(String queue) throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.web("GET", "/mailQueues/" + queue, token);
        if (answer.statusCode() == 404) {
            return 0;
        }
        Matcher size = SIZE.matcher(answer.body());
        if (answer.statusCode() != 200 || !size.find()) {
            throw new AssertionError("size of queue " + queue + ": " + answer.statusCode() + " " + answer.body() + " (expected: 200 and a number)");
        }
        return Long.parseLong(size.group(1));
    }

    /** Lets all mail of a queue out that waits for its time. */
    public void letOut(String queue) throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.web("PATCH", "/mailQueues/" + queue + "/mails?delayed=true", token, BodyPublishers.ofString("{\"delayed\":\"false\"}"));
        if (answer.statusCode() != 204) {
            throw new AssertionError("letting out of queue " + queue + ": " + answer.statusCode() + " " + answer.body() + " (expected: 204)");
        }
    }

    /** Whether nothing is left in the spooler and in that queue. It looks twice, since mail that moves from one part of a queue to the other can be missed once. */
    public boolean isEmpty(String queue) throws IOException, InterruptedException {
        long first = size("spool") + size(queue);
        long second = size("spool") + size(queue);
        return first + second == 0;
    }

    /** {@link #letOut Lets out} what still waits there; whether {@link #isEmpty nothing is left}. For a test that asks again and again. */
    public boolean isEmptyOrLetOut(String queue) throws IOException, InterruptedException {
        if (isEmpty(queue)) {
            return true;
        }
        letOut(queue);
        return false;
    }
}
