package io.millrace.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/**
 * What holds in every module. A module adopts the rules with
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "io.millrace", importOptions = DoNotIncludeTests.class)
 * class ArchitectureTest {
 *   @ArchTest static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);
 * }
 * }</pre>
 *
 * and the test-jar of {@code millrace-schema} in test scope.
 */
public final class HouseRules {

  private static final String[] SCHEMA = {
    "io.millrace.contract..",
    "io.millrace.definition..",
    "io.millrace.expression..",
    "io.millrace.schema.."
  };
  private static final String[] EXECUTORS = {"io.millrace.executor..", "io.millrace.worker.."};
  private static final String RELAY = "io.millrace.relay..";
  private static final String LOCAL_RUNTIME = "io.millrace.local..";
  private static final String ALL_IN_ONE = "io.millrace.app..";

  @ArchTest static final ArchRule SCHEMA_DEPENDS_ON_NO_MODULE = module(SCHEMA, new String[0]);

  @ArchTest static final ArchRule EXECUTORS_DEPEND_ON_SCHEMA_ONLY = module(EXECUTORS, SCHEMA);

  @ArchTest
  static final ArchRule RELAY_DEPENDS_ON_SCHEMA_ONLY = module(new String[] {RELAY}, SCHEMA);

  @ArchTest
  static final ArchRule LOCAL_RUNTIME_DEPENDS_ON_NO_MODULE =
      module(new String[] {LOCAL_RUNTIME}, new String[0]);

  /** What is in none of the other modules is in streams-app. */
  @ArchTest
  static final ArchRule STREAMS_APP_DEPENDS_ON_SCHEMA_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.millrace..")
          .and()
          .resideOutsideOfPackages(
              joined(SCHEMA, EXECUTORS, new String[] {RELAY, LOCAL_RUNTIME, ALL_IN_ONE}))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(joined(EXECUTORS, new String[] {RELAY, LOCAL_RUNTIME, ALL_IN_ONE}))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule CONTRACTS_STAND_ALONE =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.contract..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.definition..", "io.millrace.expression..", "io.millrace.schema..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule PARTS_ARE_FREE_OF_CYCLES =
      slices().matching("io.millrace.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  private HouseRules() {}

  private static ArchRule module(String[] own, String[] others) {
    return classes()
        .that()
        .resideInAnyPackage(own)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.millrace..").or(resideInAnyPackage(joined(own, others))))
        .allowEmptyShould(true);
  }

  private static String[] joined(String[]... packages) {
    return Stream.of(packages).flatMap(Stream::of).toArray(String[]::new);
  }
}
