package io.millrace.engine;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeJars;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.millrace.architecture.GivenTime;
import io.millrace.architecture.HouseRules;

/** Of all that is in this module; what the others bring along is theirs to hold. */
@AnalyzeClasses(
    packages = "io.millrace",
    importOptions = {DoNotIncludeTests.class, DoNotIncludeJars.class})
class ArchitectureTest {

  @ArchTest static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);
  @ArchTest static final ArchTests GIVEN_TIME = ArchTests.in(GivenTime.class);
}
