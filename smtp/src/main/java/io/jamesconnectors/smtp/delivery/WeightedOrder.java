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
package io.jamesconnectors.smtp.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;

/**
 * The order in which one message tries the smart hosts: drawn by lot for each message, a host of weight 3 three times as likely as one of weight 1 to be drawn first, and
 * so on among those that are left.
 */
final class WeightedOrder {
    private WeightedOrder() {
    }

    static List<SmartHost> of(Route.SmartHosts route, RandomGenerator random) {
        List<SmartHost> left = new ArrayList<>(route.hosts());
        List<SmartHost> drawn = new ArrayList<>(left.size());
        while (!left.isEmpty()) {
            int lot = random.nextInt(left.stream().mapToInt(route::weight).sum());
            int index = 0;
            for (int passed = route.weight(left.get(0)); passed <= lot; passed += route.weight(left.get(index))) {
                index++;
            }
            drawn.add(left.remove(index));
        }
        return drawn;
    }
}
