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
package io.jamesconnectors.connectors.file;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Own mail needs something to be recognised by, and a second proof that can be given. */
final class IdentityCheck implements InboundCheck {
    private final FileFacts file;
    private final Findings findings;
    private boolean neverGrantsTold;

    IdentityCheck(FileFacts file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        if (draft.lacks("tlsSenderCertificateName")) {
            draft.option("tlsSenderCertificate").ifPresent(option -> findings.add(Check.CERTIFICATE_WITHOUT_NAME, option.position(),
                draft.called() + " has tlsSenderCertificate, but no tlsSenderCertificateName"));
        }
        if (!draft.isForOwnMail()) {
            return;
        }
        if (draft.lacks("senderIPAddresses") && draft.lacks("tlsSenderCertificateName")) {
            findings.add(Check.NEVER_IDENTIFIES, draft.node().position(), draft.called() + " has neither senderIPAddresses nor tlsSenderCertificateName");
        }
        if (draft.connector().enabled() && !file.acceptsDomains() && !neverGrantsTold) {
            neverGrantsTold = true;
            findings.add(Check.NEVER_GRANTS, draft.node().position(),
                draft.called() + " is of type " + draft.connector().type().word() + ", and the file has no accepted domains");
        }
        if (draft.isOfType(ConnectorType.ORGANIZATION) && file.acceptsDomains()) {
            draft.certificateNames().stream()
                .filter(entry -> !CertificateBreadth.isTooWide(entry.value()) && !CertificateBreadth.isMicrosofts(entry.value()))
                .filter(entry -> !file.proves(entry.value(), draft.connector().associatedAcceptedDomains()))
                .forEach(entry -> findings.add(Check.NAME_PROVES_NOTHING, entry.place().position(),
                    "the certificate name " + Options.quoted(entry.place()) + " of " + draft.called() + " is in no accepted domain"));
        }
    }
}
