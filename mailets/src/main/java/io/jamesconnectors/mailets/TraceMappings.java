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

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

import io.jamesconnectors.trace.TraceSink;

/**
 * Tells the trace whom James's mappings (aliases, groups, forwards) put in the place of a recipient; stands directly before {@code RecipientRewriteTable}, with the
 * same matcher.
 *
 * <pre>{@code
 * <mailet match="All" class="io.jamesconnectors.mailets.TraceMappings"/>
 * <mailet match="All" class="RecipientRewriteTable"/>
 * }</pre>
 *
 * <p>It asks the same table the same question, once more for each recipient, and changes nothing of the mail but for the id that the trace knows it by, where it
 * has none. Where the table does not answer nothing is told, and the mail goes on.
 */
public final class TraceMappings extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(TraceMappings.class);

    private final RecipientRewriteTable table;
    private final DomainList domains;
    private final MailTrace trace;

    @Inject
    public TraceMappings(RecipientRewriteTable table, DomainList domains, TraceSink sink, Clock clock) {
        this.table = table;
        this.domains = domains;
        this.trace = new MailTrace(sink, clock);
    }

    @Override
    public void service(Mail mail) {
        for (MailAddress recipient : trace.isOn() ? mail.getRecipients() : List.<MailAddress>of()) {
            List<MailAddress> others = targets(recipient);
            if (!others.isEmpty() && !others.equals(List.of(recipient))) {
                trace.expanded(mail, recipient, others);
            }
        }
    }

    @Override
    public String getMailetInfo() {
        return "Tells the trace whom mappings put in the place of a recipient";
    }

    private List<MailAddress> targets(MailAddress recipient) {
        try {
            return table.getResolvedMappings(recipient.getLocalPart(), recipient.getDomain()).asStream()
                .map(mapping -> mapping.appendDomainIfNone(this::defaultDomain))
                .map(Mapping::asMailAddress)
                .flatMap(Optional::stream)
                .toList();
        } catch (ErrorMappingException | RecipientRewriteTableException | RuntimeException e) {
            LOGGER.debug("mappings lookup=failed: RecipientRewriteTable will say so", e);
            return List.of();
        }
    }

    private Domain defaultDomain() {
        try {
            return domains.getDefaultDomain();
        } catch (DomainListException e) {
            throw new IllegalStateException("no default domain", e);
        }
    }
}
