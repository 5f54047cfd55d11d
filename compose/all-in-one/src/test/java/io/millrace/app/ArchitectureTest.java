package io.millrace.app;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.millrace.architecture.HouseRules;

/**
 * Of the launcher, and of the local runtime: schema's own tests use that, so it cannot have the
 * rules, which are among them.
 */
@AnalyzeClasses(
    packages = {"io.millrace.app", "io.millrace.local"},
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);
}
