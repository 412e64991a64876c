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
package io.jamesconnectors.it.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.function.Executable;

import io.jamesconnectors.it.support.SmtpDialogue;

/**
 * One heading of {@code conversations.md}.
 *
 * @param title the heading
 * @param group the name of its configuration
 * @param client from where, to where
 * @param because which sentence demands it
 * @param lines what is said and what is expected
 */
record Conversation(String title, String group, Client client, String because, List<String> lines) {
    private static final Pattern LINE = Pattern.compile("(C|S|CLOSED|QUIT|RELOAD|LOGIN|TLS|\\+|-)([2-9]?)(?::? (.*)|:)?");
    private static final Pattern FILLING = Pattern.compile("\\{([0-9]+)}");

    static List<Conversation> parseAll(String text) {
        List<Conversation> all = new ArrayList<>();
        for (String section : text.split("(?m)^## ")) {
            List<String> lines = section.lines().toList();
            int begin = lines.indexOf("```");
            if (begin > 0) {
                String[] about = lines.get(1).split(", ", 3);
                all.add(new Conversation(lines.get(0), about[0], Client.parse(about[1]), about[2], lines.subList(begin + 1, lines.lastIndexOf("```"))));
            }
        }
        return all;
    }

    /** Says it all to a gateway that has the configuration. */
    void hold(InboundGateway gateway, ClientCertificates certificates, Executable reload) throws Throwable {
        Map<String, SmtpDialogue> open = new HashMap<>();
        try {
            boolean inMessage = false;
            String reply = "";
            for (String line : lines) {
                Matcher parts = LINE.matcher(line);
                assertThat(parts.matches()).as(line).isTrue();
                String rest = Optional.ofNullable(parts.group(3)).orElse("");
                SmtpDialogue dialogue = open.get(parts.group(2));
                if (dialogue == null) {
                    dialogue = client.open(gateway, open.size() % 2 == 0);
                    open.put(parts.group(2), dialogue);
                }
                switch (parts.group(1)) {
                    case "C" -> {
                        String said = FILLING.matcher(rest).replaceAll(found -> filling(Integer.parseInt(found.group(1))));
                        if (inMessage && !said.equals(".")) {
                            dialogue.write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
                        } else {
                            reply = dialogue.send(said);
                            inMessage = reply.startsWith("354");
                        }
                    }
                    case "S" -> assertThat(List.of(rest.split(" / "))).as("%s, reply: %s", line, reply).anyMatch(reply::startsWith);
                    case "+" -> assertThat(dialogue.lastReply()).as(line).anyMatch(offered -> offered.substring(4).equals(rest));
                    case "-" -> assertThat(dialogue.lastReply()).as(line).noneMatch(offered -> offered.substring(4).equals(rest));
                    case "TLS" -> {
                        String[] how = rest.split(" ");
                        dialogue.startTls(certificates.context(how.length > 1 ? Optional.of(how[1]) : Optional.empty()), "TLSv" + how[0]);
                    }
                    case "LOGIN" -> Client.logIn(dialogue);
                    case "CLOSED" -> {
                        SmtpDialogue over = dialogue;
                        assertThatThrownBy(() -> over.send("NOOP")).as(line).isInstanceOf(IOException.class);
                    }
                    case "QUIT" -> assertThat(dialogue.send("QUIT")).startsWith("221");
                    default -> reload.execute();
                }
            }
        } finally {
            for (SmtpDialogue dialogue : open.values()) {
                dialogue.close();
            }
        }
    }

    private static String filling(int bytes) {
        return ("a".repeat(70) + "\r\n").repeat(bytes / 72 + 1);
    }

    @Override
    public String toString() {
        return title + " (" + because + ")";
    }
}
