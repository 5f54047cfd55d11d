package io.millrace.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Time is an argument or a {@link java.time.Clock}: nobody looks at the wall clock by himself. */
public final class GivenTime {

  private static final DescribedPredicate<AccessTarget> NOW_WITHOUT_A_CLOCK =
      DescribedPredicate.describe(
          "now() without a clock",
          call ->
              call.getName().equals("now")
                  && call instanceof AccessTarget.MethodCallTarget method
                  && method.getRawParameterTypes().isEmpty());

  @ArchTest
  static final ArchRule NOBODY_LOOKS_AT_THE_WALL_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethodWhere(
              target(owner(resideInAPackage("java.time..")))
                  .and(target(NOW_WITHOUT_A_CLOCK))
                  .as("java.time's now() without a clock"))
          .allowEmptyShould(true);

  private GivenTime() {}
}
