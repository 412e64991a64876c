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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the log to {@code var/log}, and warnings to the console as well, as {@code logback.xml} says. */
final class GatewayLog {
    private GatewayLog() {
    }

    /** As {@link #open}, without a word on the console. */
    static void openQuietly(GatewayOptions options) throws StartFailure {
        open(options);
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME).detachAppender("CONSOLE");
    }

    static void open(GatewayOptions options) throws StartFailure {
        try {
            FirstStart.directory(options.var());
            Path log = Files.createDirectories(options.var().resolve("log"));
            System.setProperty("gateway.log", log.toString());
            Path configuration = JamesFiles.assemble(options.conf(), options.var()).resolve("logback.xml");
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            context.reset();
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(configuration.toFile());
        } catch (IOException e) {
            throw new StartFailure(StartFailure.Kind.NOT_WRITABLE, "working data can't be written to " + options.var() + ": " + e, e);
        } catch (JoranException e) {
            throw new StartFailure(StartFailure.Kind.CONFIGURATION, "logback.xml is wrong: " + e.getMessage(), e);
        }
    }
}
