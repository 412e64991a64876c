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
package io.jamesconnectors.smtp.wire;

import java.util.stream.Collectors;

import io.jamesconnectors.smtp.secret.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Writes commands as a server reads them, one line each; several in one buffer are a pipeline (RFC 2920). */
public final class CommandEncoder {
    private CommandEncoder() {
    }

    /** Appends {@code command} and its CRLF to {@code out}. */
    public static void encode(Command command, ByteBuf out) {
        if (command instanceof Command.Auth auth) {
            ByteBufUtil.writeAscii(out, "AUTH " + auth.mechanism() + (auth.initialResponse().isPresent() ? " " : ""));
            auth.initialResponse().ifPresent(response -> reveal(response, out));
        } else if (command instanceof Command.AuthResponse answer) {
            reveal(answer.response(), out);
        } else {
            ByteBufUtil.writeUtf8(out, line(command));
        }
        ByteBufUtil.writeAscii(out, "\r\n");
    }

    private static void reveal(Secret secret, ByteBuf out) {
        byte[] octets = secret.reveal();
        out.writeBytes(octets);
        Secret.wipe(octets);
    }

    private static String line(Command command) {
        if (command instanceof Command.Mail mail) {
            StringBuilder line = new StringBuilder(128).append("MAIL FROM:<").append(mail.sender().asString()).append('>');
            mail.size().ifPresent(size -> line.append(" SIZE=").append(size));
            line.append(mail.eightBitMime() ? " BODY=8BITMIME" : "").append(mail.smtpUtf8() ? " SMTPUTF8" : "");
            mail.dsn().content().ifPresent(content -> line.append(" RET=").append(content));
            mail.dsn().envelopeId().ifPresent(id -> line.append(" ENVID=").append(id));
            return line.toString();
        }
        if (command instanceof Command.Rcpt rcpt) {
            StringBuilder line = new StringBuilder(128).append("RCPT TO:<").append(rcpt.recipient().asString()).append('>');
            if (!rcpt.dsn().wanted().isEmpty()) {
                line.append(" NOTIFY=").append(rcpt.dsn().wanted().stream().map(Notify::name).collect(Collectors.joining(",")));
            }
            rcpt.dsn().originalRecipient().ifPresent(address -> line.append(" ORCPT=rfc822;").append(address));
            return line.toString();
        }
        if (command instanceof Command.Bdat bdat) {
            return "BDAT " + bdat.octets() + (bdat.last() ? " LAST" : "");
        }
        if (command instanceof Command.Ehlo ehlo) {
            return "EHLO " + ehlo.name();
        }
        if (command instanceof Command.Helo helo) {
            return "HELO " + helo.name();
        }
        return word(command);
    }

    private static String word(Command command) {
        if (command instanceof Command.Data) {
            return "DATA";
        }
        if (command instanceof Command.Rset) {
            return "RSET";
        }
        return command instanceof Command.StartTls ? "STARTTLS" : "QUIT";
    }
}
