package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A rule that forbids nothing would pass everywhere. */
class GivenTimeTest {

  @Test
  void shouldFindWhoLooksAtTheWallClock() {
    assertThat(violations(LooksAtTheClock.class)).isEqualTo(2);
  }

  @Test
  void shouldLetPassWhoIsGivenAClock() {
    assertThat(violations(IsGivenAClock.class)).isZero();
  }

  private static int violations(Class<?> example) {
    return GivenTime.NOBODY_LOOKS_AT_THE_WALL_CLOCK
        .evaluate(new ClassFileImporter().importClasses(example))
        .getFailureReport()
        .getDetails()
        .size();
  }

  static final class LooksAtTheClock {
    Instant now() {
      return Instant.now();
    }

    long millis() {
      return System.currentTimeMillis();
    }
  }

  record IsGivenAClock(Clock clock) {
    Instant now() {
      return Instant.now(clock);
    }
  }
}
