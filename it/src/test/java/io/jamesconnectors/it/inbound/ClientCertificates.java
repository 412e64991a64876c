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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import io.jamesconnectors.it.support.ClientTls;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** The certificates that the tables of cases name. Unless said otherwise they are sound, for servers and clients, and chain to a root in {@code roots.pem}. */
public final class ClientCertificates {
    private static final String RELAY = "relay.contoso.test";
    private static final String BANK = "mx.bank.test";
    private static final String MICROSOFT = "mail.protection.outlook.com";
    private static final Pattern DIGEST = Pattern.compile("\\{(sha256|spkiSha256) ([a-z-]+)}");

    private final TestCa root = TestCa.create("Test Root");
    private final TestCa otherRoot = TestCa.create("Other Root");
    private final TestCa privateRoot = TestCa.create("Private Root");
    private final TestCa untrusted = TestCa.create("Nobody's Root");
    private final Map<String, TestCertificate> byName = new HashMap<>();
    private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();

    /** Makes all of them. */
    public ClientCertificates() {
        named("relay", RELAY);
        named("mail", "mail.contoso.test");
        named("fabrikam", "mail.fabrikam.test");
        named("provider", "relay.provider.test");
        named("farm", "host7.farm.provider.test");
        named("both", "both.provider.test");
        named("branch-wildcard", "*.branch.contoso.test");
        named("branch-host-a", "a.branch.contoso.test");
        named("branch-host-b", "b.branch.contoso.test");
        named("branch-host-east", "c.east.branch.contoso.test");
        named("branch-itself", "branch.contoso.test");
        named("adatum", "out.adatum.test");
        named("both-names", "mail.contoso.test", RELAY);
        named("second-name", "www.provider.test", "mail.contoso.test");
        named("upper-case", "RELAY.Contoso.Test");
        named("wildcard-certificate", "*.contoso.test");
        named("longer-name", RELAY + ".evil.test");
        named("nul-in-name", RELAY + "\0.evil.test");
        named("other-name", "other.provider.test");
        named("web-client", "web.contoso.test");
        named("pinned", "pinned.contoso.test");
        named("pinned-other", "pinned.contoso.test");
        named("key", "key.contoso.test");
        named("key-other", "key.contoso.test");
        named("issued", "issued.contoso.test");
        named("private-by-common", "private.contoso.test");
        named("new", "new.contoso.test");
        named("retired", "retired.contoso.test");
        named("microsoft", MICROSOFT);
        named("microsoft-below", "eur." + MICROSOFT);
        named("bank", BANK);
        named("host", "mx.host.test");
        named("host-below", "a.mx.host.test");
        named("newsletter", "out.newsletter.test");
        byName.put("cn-only", root.issue().commonName(RELAY).done());
        byName.put("cn-beside-san", root.issue().commonName(RELAY).dnsNames("www.provider.test").done());
        byName.put("san-beside-cn", root.issue().commonName("www.provider.test").dnsNames(RELAY).done());
        byName.put("gateway", root.issue().commonName("other.test").dnsNames("a.gw.test").done());
        byName.put("gateway-cn", root.issue().commonName("b.gw.test").done());
        byName.put("gateway-cn-beside-san", root.issue().commonName("a.gw.test").dnsNames("other.test").done());
        byName.put("gateway-expired", root.issue().dnsNames("a.gw.test").expired().done());
        byName.put("self-signed", root.issue().commonName(RELAY).dnsNames(RELAY).selfSigned().done());
        byName.put("bank-self-signed", root.issue().dnsNames(BANK).selfSigned().done());
        byName.put("untrusted", untrusted.server(RELAY));
        byName.put("bank-untrusted", untrusted.server(BANK));
        byName.put("microsoft-untrusted", untrusted.server(MICROSOFT));
        byName.put("newsletter-untrusted", untrusted.server("out.newsletter.test"));
        byName.put("expired", root.issue().dnsNames(RELAY).expired().done());
        byName.put("bank-expired", root.issue().dnsNames(BANK).expired().done());
        byName.put("microsoft-expired", root.issue().dnsNames(MICROSOFT).expired().done());
        byName.put("not-yet-valid", root.issue().dnsNames(RELAY).notYetValid().done());
        byName.put("client-only", root.issue().dnsNames(RELAY).forClientsOnly().done());
        byName.put("server-only", root.issue().dnsNames(RELAY).forServersOnly().done());
        byName.put("web", root.issue().dnsNames("web.contoso.test").forServersOnly().done());
        byName.put("any-use", root.issue().dnsNames(RELAY).withoutExtendedKeyUsage().done());
        byName.put("issued-other", otherRoot.server("issued.contoso.test"));
        byName.put("private", privateRoot.server("private.contoso.test"));
        byName.put("relay-by-private", privateRoot.server(RELAY));
        throughIntermediates();
    }

    private void throughIntermediates() {
        TestCertificate complete = root.intermediate("First Intermediate").intermediate("Second Intermediate").server(RELAY);
        byName.put("complete", complete);
        byName.put("incomplete", complete.sentAs(complete.chain().subList(0, 1)));
        List<X509Certificate> disorder = new ArrayList<>(complete.chain());
        Collections.reverse(disorder.subList(1, disorder.size()));
        byName.put("wrong-order", complete.sentAs(disorder));
    }

    private void named(String name, String... dnsNames) {
        byName.put(name, root.server(dnsNames));
    }

    /** The certificate of that name. */
    public TestCertificate get(String name) {
        return Optional.ofNullable(byName.get(name))
            .orElseThrow(() -> new IllegalArgumentException("certificate: " + name + " (expected: one of " + byName.keySet() + ")"));
    }

    /** TLS that shows the certificate of that name; one context for each, so that sessions can be resumed. */
    public SSLContext context(Optional<String> name) {
        return contexts.computeIfAbsent(name.orElse(""), key -> ClientTls.with(name.map(this::get)));
    }

    TestCa root() {
        return root;
    }

    /** Writes {@code roots.pem} and {@code private-root.pem}. */
    public void writeRoots(Path conf) throws IOException {
        Files.writeString(conf.resolve("roots.pem"), root.rootPem() + otherRoot.rootPem());
        Files.writeString(conf.resolve("private-root.pem"), privateRoot.rootPem());
    }

    /** Puts fingerprints where the text has {@code {sha256 NAME}} or {@code {spkiSha256 NAME}}. */
    String withFingerprints(String text) {
        return DIGEST.matcher(text).replaceAll(found -> Matcher.quoteReplacement(digest(found.group(1), get(found.group(2)))));
    }

    private static String digest(String of, TestCertificate certificate) {
        try {
            byte[] bytes = of.equals("sha256") ? certificate.certificate().getEncoded() : certificate.certificate().getPublicKey().getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("fingerprint", e);
        }
    }
}
