package io.millrace.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import io.millrace.contract.Problem;
import io.millrace.definition.RetryPolicy.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small rules of the model: inputs, durations, versions, pauses, joins, tolerance. */
class RulesTest {

  private static final WorkflowDefinition ORDER = Definitions.load("order.json").definition();

  private static JsonNode json(String text) {
    return Json.tree(text.replace('\'', '"'));
  }

  private InputValidator.Outcome check(String input) {
    return new InputValidator(ORDER.inputs()).check(json(input), "/input");
  }

  @Test
  void shouldFillInDefaultsWhenInputsAreMissing() {
    InputValidator.Outcome outcome =
        check("{'orderId': 'o-1', 'items': [1], 'customer': {}, 'express': null, 'more': 1}");

    assertThat(outcome.isValid()).isTrue();
    assertThat(outcome.input())
        .isEqualTo(
            json(
                "{'orderId': 'o-1', 'items': [1], 'customer': {}, 'express': false, 'more': 1,"
                    + " 'currency': 'EUR'}"));
  }

  @Test
  void shouldNameEveryWrongInput() {
    InputValidator.Outcome outcome =
        check("{'orderId': 'x', 'items': [], 'currency': 'GBP', 'express': 'yes'}");

    assertThat(outcome.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "/input/orderId: the input 'orderId' must be a string that matches ^o-\\d+$, not"
                + " \"x\"",
            "/input/items: the input 'items' must be of at least 1 element, not []",
            "/input/customer: the input 'customer' is required (give an object)",
            "/input/currency: the input 'currency' must be one of [\"EUR\", \"USD\"], not"
                + " \"GBP\"",
            "/input/express: the input 'express' must be true or false, not \"yes\"");
  }

  @Test
  void shouldRefuseAnInputThatIsNoObject() {
    assertThat(check("[1]").problems()).extracting(Problem::code).containsExactly("input-type");
  }

  @Test
  void shouldTakeNoInputForAnEmptyOne() {
    assertThat(new InputValidator(Map.of()).check(null, "/input").isValid()).isTrue();
  }

  @Test
  void shouldNotBeHeldUpByAPatternThatTakesForEver() {
    assertThat(new BoundedPattern("^(a+)+$").isFoundIn("a".repeat(5000) + "!")).isFalse();
    assertThat(new BoundedPattern("^(a+)+$").isFoundIn("a".repeat(500))).isTrue();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0         | PT0S
          1500      | PT1.5S
          "PT5M"    | PT5M
          "P1DT2H"  | PT26H
          """)
  void shouldReadDurations(String given, Duration expected) {
    assertThat(Durations.duration(json(given))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "5 minutes"
          -1
          "-PT1S"
          1e300
          true
          null
          {}
          "P40000D"
          """)
  void shouldRefuseWhatIsNoDuration(String given) {
    assertThatThrownBy(() -> Durations.duration(json(given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a duration must be");
  }

  @Test
  void shouldReadInstants() {
    assertThat(Durations.instant(json("'2026-11-22T10:00:00+02:00'")))
        .isEqualTo(Instant.parse("2026-11-22T08:00:00Z"));
    assertThat(Durations.instant(json("1000"))).isEqualTo(Instant.ofEpochSecond(1));
    assertThatThrownBy(() -> Durations.instant(json("'2026-11-22'")))
        .hasMessageContaining("a point in time must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'+12000-01-01T00:00:00Z'", "253402300800000", "9223372036854775807"})
  void shouldRefuseAPointInTimeThatNoRowHolds(String given) {
    assertThatThrownBy(() -> Durations.instant(json(given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be after the year 9999");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      textBlock =
          """
          1.0.0, <, 1.0.1
          1.2.0, <, 1.10.0
          1.0.0-rc.1, <, 1.0.0
          1.0.0-rc.2, <, 1.0.0-rc.10
          1.0.0-1, <, 1.0.0-a
          1.0.0, =, 1.0
          1.0.0, =, 1.0.0+build
          """)
  void shouldOrderVersions(String a, String relation, String b) {
    int order = Version.parse(a).compareTo(Version.parse(b));

    assertThat(Integer.signum(order)).isEqualTo(relation.equals("<") ? -1 : 0);
  }

  @ParameterizedTest(name = "{0} includes {1}: {2}")
  @CsvSource(
      textBlock =
          """
          latest, 9.9.9, true
          1.2.3, 1.2.3, true
          1.2.3, 1.2.4, false
          ^1.2.0, 1.9.0, true
          ^1.2.0, 1.1.9, false
          ^1.2.0, 2.0.0, false
          ^0.2.1, 0.2.9, true
          ^0.2.1, 0.3.0, false
          ^0.0.3, 0.0.3, true
          ^0.0.3, 0.0.4, false
          ^1.2.0, 1.3.0-rc.1, false
          ^1.3.0-rc.1, 1.3.0-rc.2, true
          ^1.3.0-rc.1, 1.3.0, true
          ^1.3.0-rc.1, 1.4.0-rc.1, false
          """)
  void shouldKnowWhichVersionsARangeIncludes(String range, String version, boolean included) {
    assertThat(VersionRange.parse(range).includes(Version.parse(version))).isEqualTo(included);
  }

  @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
  @CsvSource(
      textBlock =
          """
          FIXED, 1000, 1000, 1000
          LINEAR, 1000, 2000, 3000
          EXPONENTIAL, 1000, 3000, 5000
          """)
  void shouldPauseLongerBeforeEachRetry(Backoff backoff, long first, long second, long third) {
    RetryPolicy policy =
        new RetryPolicy(3, Duration.ofSeconds(1), backoff, 3, Duration.ofSeconds(5), 0.1);

    assertThat(policy.pauseBefore(1, 0.5)).isEqualTo(Duration.ofMillis(first));
    assertThat(policy.pauseBefore(2, 0.5)).isEqualTo(Duration.ofMillis(second));
    assertThat(policy.pauseBefore(3, 0.5)).isEqualTo(Duration.ofMillis(third));
    assertThat(policy.pauseBefore(1, 0)).isEqualTo(Duration.ofMillis(first * 9 / 10));
    assertThat(policy.pauseBefore(5000, 0.5)).isLessThanOrEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void shouldKnowHowManySuccessesDecide() {
    assertThat(JoinType.ALL.successesNeeded(4)).isEqualTo(4);
    assertThat(JoinType.ANY.successesNeeded(4)).isEqualTo(1);
    assertThat(JoinType.MAJORITY.successesNeeded(4)).isEqualTo(3);
    assertThat(JoinType.MAJORITY.successesNeeded(5)).isEqualTo(3);
    assertThat(JoinType.ANY.successesNeeded(0)).isZero();
    assertThat(JoinType.MAJORITY.successesNeeded(0)).isZero();
  }

  @ParameterizedTest(name = "carry on {0}, at most {1}, share {2}: {3} of {4} is too many: {5}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          false, -, -, 1, 10, true
          true, -, -, 9, 10, false
          true, -, -, 10, 10, true
          true, 2, -, 2, 10, false
          true, 2, -, 3, 10, true
          true, -, 0.2, 2, 10, false
          true, -, 0.2, 3, 10, true
          """)
  void shouldKnowWhenTooManyHaveFailed(
      boolean carryOn, Integer most, Double share, int failed, int total, boolean exceeded) {
    assertThat(new FailureTolerance(carryOn, most, share).isExceeded(failed, total))
        .isEqualTo(exceeded);
  }
}
