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
package io.jamesconnectors.mailets;

import java.util.Map;

import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;

/**
 * What became of the mail of one connector, counted in James's registry under the name of its queue. All but the attempts are numbers of recipients.
 *
 * @param attempts mails that were tried
 * @param delivered accepted by the other side
 * @param deferred to be tried again, for whatever reason
 * @param unknown to be tried again although they may have been delivered: the connection was lost after the final dot
 * @param throttled to be tried again because the other side said that we are too fast
 * @param refused for good, by the other side or by us
 * @param returned given up, refused and expired ones: given back to the sender, or kept where there is none
 */
record DeliveryMetrics(MetricFactory metrics, String queue, Metric attempts, Metric delivered, Metric deferred, Metric unknown, Metric throttled, Metric refused,
        Metric returned) {
    /** What is counted before anything has happened. */
    static final Map<String, Long> NOTHING = Map.of("attempts", 0L, "delivered", 0L, "deferred", 0L, "unknown", 0L, "throttled", 0L, "refused", 0L, "returned", 0L);

    static DeliveryMetrics of(MetricFactory metrics, String queue) {
        return new DeliveryMetrics(metrics, queue, metrics.generate(queue + ".attempts"), metrics.generate(queue + ".delivered"), metrics.generate(queue + ".deferred"),
            metrics.generate(queue + ".unknown"), metrics.generate(queue + ".throttled"), metrics.generate(queue + ".refused"), metrics.generate(queue + ".returned"));
    }

    /** What has been counted, by name. */
    Map<String, Long> sums() {
        return Map.of("attempts", attempts.getCount(), "delivered", delivered.getCount(), "deferred", deferred.getCount(), "unknown", unknown.getCount(),
            "throttled", throttled.getCount(), "refused", refused.getCount(), "returned", returned.getCount());
    }

    /** Measures one attempt, until {@link TimeMetric#stopAndPublish}. */
    TimeMetric latency() {
        return metrics.timer(queue + ".latency");
    }
}
