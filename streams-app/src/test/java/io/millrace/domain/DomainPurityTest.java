package io.millrace.domain;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The domain asks nobody: its decisions follow from its arguments. */
class DomainPurityTest {

  private static final JavaClasses DOMAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.millrace.domain");

  @Test
  void shouldDependOnValuesAndDefinitionsOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "io.millrace.domain..",
                    "io.millrace.contract..",
                    "io.millrace.definition..",
                    "io.millrace.expression..",
                    "org.pcollections..",
                    "org.jspecify.annotations..",
                    "com.fasterxml.jackson.databind..",
                    "java.lang..",
                    "java.math..",
                    "java.time..",
                    "java.util")
                .or(resideInAnyPackage("java.util.function..", "java.util.stream.."))
                // Arrays of what is allowed.
                .or(simpleNameStartingWith("[")))
        .check(DOMAIN);
  }

  @Test
  void shouldReadNoClockAndNoRandomness() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Random.class, ThreadLocalRandom.class, Thread.class)
        .check(DOMAIN);
  }

  @Test
  void shouldHoldNoStateOfItsOwn() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("io.millrace.domain..")
        .should()
        .beFinal()
        .check(DOMAIN);
  }

  @Test
  void shouldKnowTheStateWithoutTheDecisions() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.millrace.domain.state..",
            "io.millrace.domain.row..",
            "io.millrace.domain.history..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.millrace.domain")
        .check(DOMAIN);
  }

  @Test
  void shouldHaveNoCycles() {
    slices().matching("io.millrace.domain.(*)..").should().beFreeOfCycles().check(DOMAIN);
  }
}
