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
package io.jamesconnectors.smtp.spf;

import java.net.InetAddress;

import org.apache.james.jspf.core.DNSLookupContinuation;
import org.apache.james.jspf.core.DNSServiceEnabled;
import org.apache.james.jspf.core.MacroExpand;
import org.apache.james.jspf.core.MacroExpandEnabled;
import org.apache.james.jspf.core.SPF1Utils;
import org.apache.james.jspf.core.SPFCheckEnabled;
import org.apache.james.jspf.core.SPFChecker;
import org.apache.james.jspf.core.SPFCheckerExceptionCatcher;
import org.apache.james.jspf.core.SPFSession;
import org.apache.james.jspf.core.exceptions.SPFErrorConstants;
import org.apache.james.jspf.core.exceptions.SPFResultException;
import org.apache.james.jspf.executor.FutureSPFResult;
import org.apache.james.jspf.executor.SynchronousSPFExecutor;
import org.apache.james.jspf.impl.DefaultTermsFactory;
import org.apache.james.jspf.impl.SPF;
import org.apache.james.jspf.parser.RFC4408SPF1Parser;
import org.apache.james.jspf.wiring.WiringServiceTable;
import org.jspecify.annotations.Nullable;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.smtp.wire.Printable;

/** Has James's jSPF evaluate the record of a domain for an address, on the calling thread. Whatever is in the record, the answer is a verdict. */
final class SpfJudge {
    private static final int LONGEST_REASON = 200;

    private SpfJudge() {
    }

    /** The verdict on mail of {@code domain} from {@code address}. */
    static SpfVerdict judge(DomainName domain, InetAddress address, JspfDns dns) {
        WiringServiceTable services = new WiringServiceTable();
        services.put(DNSServiceEnabled.class, dns);
        MacroExpand macros = new MacroExpand(dns);
        services.put(MacroExpandEnabled.class, macros);
        SynchronousSPFExecutor executor = new SynchronousSPFExecutor(dns);
        SPF spf = new SPF(dns, new RFC4408SPF1Parser(new DefaultTermsFactory(services)), macros, executor);
        services.put(SPFCheckEnabled.class, spf);
        SPFSession session = new SPFSession("postmaster@" + domain, domain.asString(), InetAddresses.toAddrString(address));
        Outcome outcome = new Outcome();
        session.pushChecker(outcome);
        session.pushChecker(spf);
        executor.execute(session, new FutureSPFResult());
        return new SpfVerdict(SpfVerdict.Result.of(session.getCurrentResultExpanded()), outcome.reason);
    }

    /** Stands at the bottom of all that jSPF does: what comes of it ends here, and nothing of it in the log. */
    private static final class Outcome implements SPFChecker, SPFCheckerExceptionCatcher {
        private String reason = "";

        @Override
        public @Nullable DNSLookupContinuation checkSPF(SPFSession session) {
            if (session.getCurrentResultExpanded() == null) {
                session.setCurrentResultExpanded(session.getCurrentResult() == null ? SPFErrorConstants.NEUTRAL_CONV
                    : SPF1Utils.resultToName(session.getCurrentResult()));
            }
            return null;
        }

        @Override
        public void onException(Exception exception, SPFSession session) {
            session.setCurrentResultExpanded(exception instanceof SPFResultException known ? known.getResult() : SPFErrorConstants.PERM_ERROR_CONV);
            String text = exception.getMessage() == null ? exception.getClass().getSimpleName() : exception.getMessage();
            reason = Printable.ascii(Printable.bounded(inWords(text), LONGEST_REASON));
        }

        private static String inWords(String text) {
            if (text.contains("returned NoneException")) {
                return "a domain that it includes, or refers to, has no SPF record";
            }
            // Behind this the parser quotes the pattern of all terms, which helps nobody.
            int pattern = text.indexOf("is not syntactically valid: ");
            return pattern < 0 ? text : text.substring(0, pattern) + "is not valid";
        }
    }
}
