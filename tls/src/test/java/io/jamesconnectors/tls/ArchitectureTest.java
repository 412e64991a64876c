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
package io.jamesconnectors.tls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.jamesconnectors.tls", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_NO_SERVER_AND_NO_TRANSPORT = noClasses().should().dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "org.apache.james..", "org.apache.mailet..", "javax.mail..", "jakarta.mail..");

    @ArchTest
    static final ArchRule READS_THE_MODEL_AND_PEM_AND_NOTHING_ELSE_OF_OURS = noClasses().should().dependOnClassesThat(
        resideInAPackage("io.jamesconnectors..").and(resideOutsideOfPackages("io.jamesconnectors.tls..", "io.jamesconnectors.connectors", "io.jamesconnectors.connectors.inbound",
            "io.jamesconnectors.connectors.pem")));

    @ArchTest
    static final ArchRule ONLY_THE_DNS_PACKAGE_KNOWS_DNSJAVA = noClasses().that().resideOutsideOfPackage("io.jamesconnectors.tls.dns")
        .should().dependOnClassesThat().resideInAPackage("org.xbill..");
}
