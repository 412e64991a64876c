package io.jamesconnectors.smtp.login;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.wire.Reply;

/**
 * What an administrator can do about a refused login (RFC 4954 §6; Microsoft: "Enable or disable authenticated client SMTP submission", "Authenticate an IMAP, POP or
 * SMTP connection using OAuth"). Exchange Online says 5.7.139 where a switch is off and 5.7.3 for everything else.
 */
public final class LoginRemedy {
    private LoginRemedy() {
    }

    /** The remedy, in a sentence. */
    public static String of(Reply reply, Credentials credentials) {
        String code = reply.enhancedOrGeneric().toString();
        String text = reply.asString();
        boolean oauth = credentials.login() instanceof Login.OAuth;
        if (text.contains("SmtpClientAuthentication is disabled for the Tenant")) {
            return "allow SMTP AUTH for this mailbox: Set-CASMailbox -Identity " + credentials.user() + " -SmtpClientAuthenticationDisabled $false"
                + " (or for all: Set-TransportConfig -SmtpClientAuthenticationDisabled $false); security defaults must be off";
        }
        if (text.contains("SmtpClientAuthentication is disabled for the Mailbox")) {
            return "allow SMTP AUTH for this mailbox: Set-CASMailbox -Identity " + credentials.user() + " -SmtpClientAuthenticationDisabled $false";
        }
        if (code.equals("5.7.139")) {
            return oauth ? "look into the sign-in log of Entra ID for the application: conditional access or a policy stops it"
                : "look into the sign-in log of Entra ID for this mailbox: security defaults, conditional access or an authentication policy stops passwords; log in with OAuth instead";
        }
        if (reply.code() == 432 || code.equals("4.7.12")) {
            return "the server wants the password set anew: log in once by other means, or have it reset";
        }
        if (reply.isTransient()) {
            return "the server can't judge logins at the moment; when that lasts, ask its administrator";
        }
        if (reply.code() == 534 || code.equals("5.7.9") || code.equals("5.7.14")) {
            return "the server wants another way to log in: OAuth, or an app password";
        }
        if (reply.code() == 530) {
            return "the server wants a login of another kind first: check host and port (submission is at 587)";
        }
        if (oauth) {
            return "check that the application has SMTP.SendAsApp with consent, that New-ServicePrincipal was given the object id of the enterprise application (not that of the app"
                + " registration), that it has FullAccess or SendAs to the mailbox, and that SMTP AUTH is allowed for it";
        }
        return "check user and password; where both are right, the server may take no passwords any longer: log in with OAuth";
    }
}
