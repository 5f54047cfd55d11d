package io.millrace.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.millrace.architecture.GivenTime;
import io.millrace.architecture.HouseRules;

@AnalyzeClasses(packages = "io.millrace.relay", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);
  @ArchTest static final ArchTests GIVEN_TIME = ArchTests.in(GivenTime.class);

  @ArchTest
  static final ArchRule PARTS_ARE_FREE_OF_CYCLES =
      slices().matching("io.millrace.relay.(*)..").should().beFreeOfCycles();

  /** The binlog is read through one seam. */
  @ArchTest
  static final ArchRule ONLY_THE_READER_KNOWS_DEBEZIUM =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.millrace.relay.binlog")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.debezium..", "org.apache.kafka.connect..");

  @ArchTest
  static final ArchRule SQL_IS_IN_JDBC =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.millrace.relay.jdbc")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.sql.Statement")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.sql.PreparedStatement");
}
