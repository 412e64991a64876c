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

import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;

/**
 * What became of the recipients of one connector, counted in James's registry under the name of its queue.
 *
 * @param delivered accepted by the other side
 * @param deferred to be tried again
 * @param returned given back to the sender, or kept where there is none
 */
record DeliveryMetrics(Metric delivered, Metric deferred, Metric returned) {

    static DeliveryMetrics of(MetricFactory metrics, String queue) {
        return new DeliveryMetrics(metrics.generate(queue + ".delivered"), metrics.generate(queue + ".deferred"), metrics.generate(queue + ".returned"));
    }
}
