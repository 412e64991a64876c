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
package io.jamesconnectors.smtp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of this room. */
@AnalyzeClasses(packages = "io.jamesconnectors.smtp", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule KNOWS_NEITHER_JAMES_NOR_JAVAX_MAIL = noClasses().should().dependOnClassesThat(
        resideInAnyPackage("org.apache.james..", "org.apache.mailet..", "javax.mail..", "jakarta.mail..").and(resideOutsideOfPackage("org.apache.james.jspf..")));

    /** jSPF is a library of the James project, and nothing of the server. */
    @ArchTest
    static final ArchRule ONLY_SPF_KNOWS_JSPF = noClasses().that().resideOutsideOfPackage("..smtp.spf..").should().dependOnClassesThat()
        .resideInAPackage("org.apache.james.jspf..");

    @ArchTest
    static final ArchRule THE_WIRE_KNOWS_NO_SESSION = noClasses().that().resideInAPackage("..smtp.wire..").should().dependOnClassesThat()
        .resideInAnyPackage("..smtp.session..", "..smtp.pool..", "..smtp.delivery..");

    @ArchTest
    static final ArchRule A_SESSION_KNOWS_NEITHER_POOL_NOR_DELIVERY = noClasses().that().resideInAPackage("..smtp.session..").should().dependOnClassesThat()
        .resideInAnyPackage("..smtp.pool..", "..smtp.delivery..");

    @ArchTest
    static final ArchRule THE_POOL_KNOWS_NO_DELIVERY = noClasses().that().resideInAPackage("..smtp.pool..").should().dependOnClassesThat()
        .resideInAPackage("..smtp.delivery..");

    @ArchTest
    static final ArchRule NO_CIRCLES = slices().matching("io.jamesconnectors.smtp.(*)..").should().beFreeOfCycles();
}
