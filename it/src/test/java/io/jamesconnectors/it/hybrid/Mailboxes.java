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
package io.jamesconnectors.it.hybrid;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;

import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;

/**
 * What a mail client sees in the mailboxes of James: JavaMail's IMAP over TLS.
 *
 * @param port of James's IMAP listener on 127.0.0.1, with TLS from the first byte
 */
record Mailboxes(int port) {
    static final String PASSWORD = "correct-horse";
    private static final String PATIENCE_MILLIS = "15000";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The messages in the inbox of a user, in order, one character an octet. A client whose connection breaks off begins anew. */
    List<String> messages(String user) {
        AtomicReference<List<String>> messages = new AtomicReference<>(List.of());
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            messages.set(read(user));
            return true;
        });
        return messages.get();
    }

    private List<String> read(String user) throws MessagingException, IOException {
        Properties options = new Properties();
        options.setProperty("mail.imaps.ssl.trust", "*");
        options.setProperty("mail.imaps.ssl.checkserveridentity", "false");
        options.setProperty("mail.imaps.connectiontimeout", PATIENCE_MILLIS);
        options.setProperty("mail.imaps.timeout", PATIENCE_MILLIS);
        try (Store store = Session.getInstance(options).getStore("imaps")) {
            store.connect("127.0.0.1", port, user, PASSWORD);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                List<String> messages = new ArrayList<>();
                for (Message message : inbox.getMessages()) {
                    ByteArrayOutputStream octets = new ByteArrayOutputStream();
                    message.writeTo(octets);
                    messages.add(octets.toString(StandardCharsets.ISO_8859_1));
                }
                return messages;
            }
        }
    }
}
