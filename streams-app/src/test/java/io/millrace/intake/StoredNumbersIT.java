package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contract.InstanceId;
import io.millrace.domain.state.InstanceState;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The rows and the history of an instance agree on every number, however it was written. */
@MillraceRuntime
@TestInstance(Lifecycle.PER_CLASS)
class StoredNumbersIT {

  private static final String NUMBERS =
      """
      {"n":[5,5.0,-0.0,1e2,1E+22,0.1,1.10,1e-7,3000000000.0,9007199254740993,9007199254740994.0,
       9223372036854775807,9223372036854775808,18446744073709551615,18446744073709551616,
       -9223372036854775808,-9223372036854775809,0.1234567890123456789,1.7976931348623157e308,
       4.9e-324,2.2250738585072014e-308,123456789.123456789,1e15,1e16,1e17,1.5e300]}\
      """;

  private final IntakeFixture fixture;

  StoredNumbersIT(TestDatabase database, TestKafka kafka) {
    fixture = new IntakeFixture(database, kafka);
    fixture.engine("engine-1");
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void shouldReadTheSameNumbersFromRowsAsFromTransitions() {
    InstanceId id =
        fixture.start(
            0,
            "{\"workflow\":\"one-task\",\"input\":%s,\"context\":%s}".formatted(NUMBERS, NUMBERS));
    await().untilAsserted(() -> assertThat(fixture.status(id)).isEqualTo("running"));
    assertThat(stored(id)).isEqualTo(fixture.folded(id));

    fixture.send("results", 0, IntakeFixture.completed(id, 1, NUMBERS));

    await().untilAsserted(() -> assertThat(fixture.status(id)).isEqualTo("completed"));
    assertThat(stored(id)).isEqualTo(fixture.folded(id));
  }

  private InstanceState stored(InstanceId id) {
    return Objects.requireNonNull(new JdbcInstanceStore(fixture.runner).load(List.of(id)).get(id));
  }
}
