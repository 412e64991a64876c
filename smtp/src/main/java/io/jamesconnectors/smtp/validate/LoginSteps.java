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
package io.jamesconnectors.smtp.validate;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.session.Destination;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.session.SessionWatcher;
import io.jamesconnectors.smtp.session.SmtpConnection;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;

/** Turns a login into steps: the token, where it takes one, and AUTH. What goes before, on a connection that has been seen already, is no step. */
final class LoginSteps implements SessionWatcher {
    private final StepLog log;
    private final Destination destination;
    private final String where;
    private final Kind first;
    private boolean connected;

    /** @param destination with an account */
    LoginSteps(StepLog log, Destination destination, String where) {
        this.log = log;
        this.destination = destination;
        this.where = where;
        this.first = destination.account().orElseThrow().login() instanceof Login.OAuth ? Kind.TOKEN : Kind.LOGIN;
    }

    @Override
    public void entered(Phase phase) {
        if (phase == Phase.LOGIN && !log.isRunning()) {
            log.begin(connected ? Kind.LOGIN : first, where);
        } else if (phase == Phase.CONNECT) {
            connected = true;
            if (log.isIn(Kind.TOKEN)) {
                log.ok("given by the token endpoint");
            }
        }
    }

    @Override
    public void again(SessionException why) {
        end(Outcome.WARNING, why.reason(), "Once more with a new token.");
        connected = false;
    }

    void succeeded(SmtpConnection connection) {
        end(Outcome.OK, connection.mechanism().map(mechanism -> mechanism + " accepted").orElse("nobody logged in"), "");
    }

    void failed(SessionException e) {
        String remedy = Remedies.of(e, destination);
        end(Outcome.FAILED, remedy.isEmpty() ? e.reason() : e.reason().replace("; " + remedy, ""), remedy);
    }

    private void end(Outcome outcome, String what, String remedy) {
        if (!log.isRunning()) {
            log.begin(Kind.LOGIN, where);
        }
        log.end(outcome, what, remedy);
    }
}
