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
package io.jamesconnectors.connectors;

/**
 * How devices and applications send through Office 365: Microsoft's three options ("How to set up a multifunction device or application to send email using
 * Microsoft 365 or Office 365").
 */
public enum SendingOption {
    /** By login to a mailbox, to anyone (Microsoft: "SMTP AUTH client submission"). */
    CLIENT_SUBMISSION("clientSubmission"),
    /** Without login, to mailboxes of our own organization only (Microsoft: "direct send"). */
    DIRECT_SEND("directSend"),
    /** Through a connector that knows our certificate or address, to anyone (Microsoft: "SMTP relay"). */
    SMTP_RELAY("smtpRelay");

    private final String word;

    SendingOption(String word) {
        this.word = word;
    }

    /** As the file spells it. */
    public String word() {
        return word;
    }
}
