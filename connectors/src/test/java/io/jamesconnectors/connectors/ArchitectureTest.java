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

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this room keeps out: servers, mail libraries, sockets; and, of the decisions, files. */
@AnalyzeClasses(packages = "io.jamesconnectors.connectors", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoJamesNoMailLibraryAndNoNetty = noClasses().should().dependOnClassesThat()
        .resideInAnyPackage("org.apache.james..", "org.apache.mailet..", "javax.mail..", "jakarta.mail..", "io.netty..");

    @ArchTest
    static final ArchRule opensNoSocket = noClasses().should().dependOnClassesThat().haveNameMatching(
        "java\\.net\\.(Socket|ServerSocket|DatagramSocket|MulticastSocket|URLConnection|HttpURLConnection)|java\\.nio\\.channels\\..*(Socket|Datagram).*|java\\.net\\.http\\..*");

    @ArchTest
    static final ArchRule resolvesNoName = noClasses().should().callMethod(java.net.InetAddress.class, "getByName", String.class)
        .orShould().callMethod(java.net.InetAddress.class, "getAllByName", String.class)
        .orShould().callMethod(java.net.InetAddress.class, "getHostName")
        .orShould().callMethod(java.net.InetAddress.class, "getCanonicalHostName");

    @ArchTest
    static final ArchRule decidesWithoutFilesThreadsOrClock = noClasses().that().resideInAnyPackage("..lookup..", "..inbound..", "..outbound..")
        .should().dependOnClassesThat().resideInAnyPackage("..connectors.file..", "..connectors.diagnostics..", "java.io..", "java.nio..", "java.time..", "java.util.concurrent..", "org.slf4j..");

    /** Keys and days are parameters there, so java.time is allowed. */
    @ArchTest
    static final ArchRule knowsTwoPlacesWithoutFilesOrThreads = noClasses().that().resideInAPackage("..hybrid..")
        .should().dependOnClassesThat().resideInAnyPackage("..connectors.file..", "..connectors.diagnostics..", "java.io..", "java.nio.channels..", "java.util.concurrent..", "org.slf4j..")
        .orShould().callMethod(java.time.Instant.class, "now").orShould().dependOnClassesThat().haveFullyQualifiedName("java.nio.file.Files");

    @ArchTest
    static final ArchRule hasNoCycles = slices().matching("io.jamesconnectors.connectors.(*)..").should().beFreeOfCycles();
}
