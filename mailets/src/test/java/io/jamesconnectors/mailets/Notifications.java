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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Properties;

import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;

import io.jamesconnectors.testing.secrets.KeptOutput;

/** Notices as the senders get them. */
final class Notifications {
    private Notifications() {
    }

    /** The words for people. The notice is kept for the search for secrets. */
    static String text(MimeMessage notice) throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        notice.writeTo(octets);
        KeptOutput.keep("notice.eml", octets.toByteArray());
        MimeMultipart report = (MimeMultipart) new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets.toByteArray())).getContent();
        return String.valueOf(report.getBodyPart(0).getContent());
    }
}
