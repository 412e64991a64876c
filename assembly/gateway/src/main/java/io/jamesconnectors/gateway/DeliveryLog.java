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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.LoggerFactory;

/** Listens to what the gateway logs about its deliveries, since that is what an administrator would look at. */
final class DeliveryLog extends AppenderBase<ILoggingEvent> {
    private static final String LOGGER = "io.jamesconnectors.delivery";

    private final List<String> lines = new ArrayList<>();

    static DeliveryLog listen() {
        Logger logger = (Logger) LoggerFactory.getLogger(LOGGER);
        DeliveryLog log = new DeliveryLog();
        log.setContext(logger.getLoggerContext());
        log.start();
        logger.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        synchronized (lines) {
            lines.add(event.getFormattedMessage());
        }
    }

    /** The last line that fits, once there is one; empty when there is none for too long. */
    String await(Predicate<String> fits) throws InterruptedException {
        Demo.until(() -> last(fits).isPresent());
        return last(fits).orElse("");
    }

    private Optional<String> last(Predicate<String> fits) {
        synchronized (lines) {
            return lines.stream().filter(fits).reduce((first, second) -> second);
        }
    }

    /** A value of a {@code key=value} line, without its quotes; empty when it has none. */
    static String value(String line, String key) {
        Matcher matcher = Pattern.compile("(?:^| )" + key + "=(?:\"([^\"]*)\"|(\\S*))").matcher(line);
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }
}
