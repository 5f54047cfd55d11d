package io.millrace.worker;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.millrace.architecture.HouseRules;

@AnalyzeClasses(
    packages = {"io.millrace.executor", "io.millrace.worker"},
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);
}
