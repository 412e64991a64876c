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
package io.jamesconnectors.trace.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import io.jamesconnectors.connectors.TraceSettings;

/** What a JDBC URL names. Its driver has to be on the class path: that of PostgreSQL is no part of this product. */
final class ServerDatabase implements TraceDatabase {
    private static final String POSTGRESQL = "org.postgresql.Driver";
    private static final int LOGIN_SECONDS = 10;
    private static final int LONGEST_ANSWER = (int) TimeUnit.SECONDS.toMillis(30);

    private final TraceSettings.Database address;
    private final Password password;

    /** Reads the password when it is needed. */
    @FunctionalInterface
    interface Password {
        String read() throws IOException;
    }

    ServerDatabase(TraceSettings.Database address, Password password) {
        this.address = address;
        this.password = password;
    }

    @Override
    public Connection open() throws SQLException {
        Properties properties = new Properties();
        if (!address.user().isEmpty()) {
            properties.setProperty("user", address.user());
        }
        try {
            String secret = password.read();
            if (!secret.isEmpty()) {
                properties.setProperty("password", secret);
            }
        } catch (IOException e) {
            throw new SQLException(String.valueOf(e.getMessage()), e);
        }
        if (address.url().startsWith("jdbc:postgresql:")) {
            properties.setProperty("connectTimeout", Integer.toString(LOGIN_SECONDS));
            properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
            properties.setProperty("ApplicationName", "james-connectors");
        }
        Connection connection = connect(properties);
        try {
            connection.setNetworkTimeout(Runnable::run, LONGEST_ANSWER);
        } catch (SQLFeatureNotSupportedException e) {
            // No network: it answers, or nothing does.
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private Connection connect(Properties properties) throws SQLException {
        if (address.url().startsWith(EmbeddedDatabase.PREFIX)) {
            return EmbeddedDatabase.connect(address.url(), properties);
        }
        if (address.url().startsWith("jdbc:postgresql:")) {
            try {
                // In an extension of James its driver is where only our own class loader finds it.
                Class.forName(POSTGRESQL);
            } catch (ClassNotFoundException e) {
                throw new SQLException("trace: no driver for PostgreSQL (expected: the JAR of its JDBC driver in extensions-jars)", e);
            }
        }
        return DriverManager.getConnection(address.url(), properties);
    }
}
