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
package io.jamesconnectors.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import javax.net.ssl.X509ExtendedTrustManager;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What keeps one source for James with javax and with jakarta, and keeps hooks from blocking. */
@AnalyzeClasses(packages = "io.jamesconnectors.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule injectsByGuiceAlone = noClasses().should().dependOnClassesThat().resideInAnyPackage("javax.inject..", "jakarta..");

    /** A rehearsal takes the TLS engine out of James's Netty handler, and trust managers have methods for sockets; neither opens one. Played peers go to ourselves. */
    @ArchTest
    static final ArchRule leavesSocketsToOthers = noClasses()
        .that().doNotHaveSimpleName("HandshakeRehearsal").and().areNotAssignableTo(X509ExtendedTrustManager.class)
        .and().resideOutsideOfPackages("io.jamesconnectors.server.published..", "io.jamesconnectors.server.played..")
        .should().dependOnClassesThat().haveNameMatching(
            "java\\.net\\.(Socket|ServerSocket|DatagramSocket|HttpURLConnection)|java\\.net\\.http\\..*|io\\.netty\\..*");

    @ArchTest
    static final ArchRule nothingThatJamesCallsFetches = noClasses().that().resideOutsideOfPackage("io.jamesconnectors.server.published..")
        .and().doNotHaveSimpleName("ConnectorsModule").and().doNotHaveSimpleName("PublishedAddressesHealthCheck")
        .should().dependOnClassesThat().resideInAPackage("io.jamesconnectors.server.published..");

    @ArchTest
    static final ArchRule resolvesNoName = noClasses().should().callMethod(java.net.InetAddress.class, "getByName", String.class)
        .orShould().callMethod(java.net.InetAddress.class, "getHostName")
        .orShould().callMethod(java.net.InetSocketAddress.class, "getHostName");
}
