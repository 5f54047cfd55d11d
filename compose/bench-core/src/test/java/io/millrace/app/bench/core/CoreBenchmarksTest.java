package io.millrace.app.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.domain.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured does what its name says. */
class CoreBenchmarksTest {

  @ParameterizedTest
  @EnumSource(DecideBenchmark.Step.class)
  void shouldDecideEventsWhenBroughtToAStep(DecideBenchmark.Step step) {
    DecideBenchmark benchmark = new DecideBenchmark();
    benchmark.step = step;
    benchmark.bring();

    assertThat(benchmark.decide())
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted -> assertThat(accepted.events()).hasSize(step.events()));
  }

  @ParameterizedTest
  @EnumSource(JsonBenchmark.Message.class)
  void shouldReadWhatItWritesWhenAMessageIsMeasured(JsonBenchmark.Message message) {
    JsonBenchmark benchmark = new JsonBenchmark();
    benchmark.message = message;
    benchmark.make();

    assertThat(Json.bytes(benchmark.decode())).isEqualTo(benchmark.encode());
  }

  @Test
  void shouldFoldAWholeHistoryWhenTransitionsAreMeasured() {
    TransitionBenchmark benchmark = new TransitionBenchmark();

    assertThat(benchmark.openAndFold()).isEqualTo(benchmark.fold());
    assertThat(benchmark.fold().position().sequence()).isEqualTo(6);
    var state = benchmark.fold().state();
    assertThat(state == null ? null : state.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(benchmark.seal().hash()).isEqualTo(benchmark.open().hash());
  }

  @Test
  void shouldEvaluateWhenExpressionsAreMeasured() {
    ExpressionBenchmark benchmark = new ExpressionBenchmark();

    assertThat(benchmark.template()).isEqualTo(Json.tree("3"));
    assertThat(benchmark.condition()).isTrue();
    assertThat(benchmark.lambda()).isEqualTo(Json.tree("2"));
  }
}
