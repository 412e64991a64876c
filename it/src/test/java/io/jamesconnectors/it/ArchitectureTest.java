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
package io.jamesconnectors.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.nio.channels.FileChannel;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the house and the arrows between them, as CONTRIBUTING.md draws them. */
@AnalyzeClasses(packages = "io.jamesconnectors", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrowsRunOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
        .layer("connectors").definedBy("io.jamesconnectors.connectors..")
        .layer("tls").definedBy("io.jamesconnectors.tls..")
        .layer("smtp").definedBy("io.jamesconnectors.smtp..")
        .layer("trace").definedBy("io.jamesconnectors.trace..")
        .layer("migration").definedBy("io.jamesconnectors.migration..")
        .layer("matchers").definedBy("io.jamesconnectors.matchers..")
        .layer("mailets").definedBy("io.jamesconnectors.mailets..")
        .layer("server").definedBy("io.jamesconnectors.server..")
        .layer("cli").definedBy("io.jamesconnectors.cli..")
        .layer("testing").definedBy("io.jamesconnectors.testing..")
        .layer("gateway").definedBy("io.jamesconnectors.gateway..")
        .whereLayer("gateway").mayNotBeAccessedByAnyLayer()
        .whereLayer("server").mayOnlyBeAccessedByLayers("gateway")
        .whereLayer("cli").mayOnlyBeAccessedByLayers("gateway")
        .whereLayer("matchers").mayOnlyBeAccessedByLayers("mailets", "server", "gateway")
        .whereLayer("mailets").mayOnlyBeAccessedByLayers("server", "gateway")
        .whereLayer("smtp").mayOnlyBeAccessedByLayers("matchers", "mailets", "server", "cli", "gateway")
        .whereLayer("trace").mayOnlyBeAccessedByLayers("mailets", "server", "gateway")
        .whereLayer("migration").mayOnlyBeAccessedByLayers("server", "cli", "gateway")
        .whereLayer("tls").mayOnlyBeAccessedByLayers("smtp", "mailets", "server", "cli", "gateway")
        .whereLayer("testing").mayOnlyBeAccessedByLayers("gateway");

    @ArchTest
    static final ArchRule theRoomsBelowKnowNeitherJamesNorJavaMail = noClasses()
        .that().resideInAnyPackage("io.jamesconnectors.connectors..", "io.jamesconnectors.tls..", "io.jamesconnectors.smtp..", "io.jamesconnectors.trace..",
            "io.jamesconnectors.migration..", "io.jamesconnectors.cli..")
        .should().dependOnClassesThat(resideInAnyPackage("org.apache.james..", "org.apache.mailet..", "javax.mail..", "jakarta.mail..", "com.google.inject..")
            .and(resideOutsideOfPackage("org.apache.james.jspf..")));

    @ArchTest
    static final ArchRule whereRecipientsLiveIsFoundOutWithoutTlsAndMailets = noClasses()
        .that().resideInAPackage("io.jamesconnectors.matchers.place..")
        .should().dependOnClassesThat(resideInAnyPackage("io.jamesconnectors.tls..", "io.jamesconnectors.mailets.."));

    @ArchTest
    static final ArchRule matchersKnowConnectorsAlone = noClasses()
        .that().resideInAPackage("io.jamesconnectors.matchers")
        .should().dependOnClassesThat(resideInAnyPackage("io.jamesconnectors.tls..", "io.jamesconnectors.smtp..", "io.jamesconnectors.mailets.."));

    @ArchTest
    static final ArchRule connectorsOpenNoSocket = noClasses()
        .that().resideInAPackage("io.jamesconnectors.connectors..")
        .should().dependOnClassesThat(resideInAnyPackage("io.netty..", "java.nio.channels..").and(not(type(FileChannel.class))))
        .orShould().dependOnClassesThat().areAssignableTo(java.net.Socket.class);

    @ArchTest
    static final ArchRule onlyTheDemoUsesStandIns = noClasses()
        .that().resideInAPackage("io.jamesconnectors.gateway..").and().haveSimpleNameNotStartingWith("Demo")
        .should().dependOnClassesThat(resideInAPackage("io.jamesconnectors.testing.."));

    @ArchTest
    static final ArchRule noCyclesInsideARoom = slices().matching("io.jamesconnectors.(*).(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = classes().that().resideInAPackage("io.jamesconnectors..")
        .should().haveNameNotMatching(".*(Impl|Manager|Util|Utils|Helper|Common)$");
}
