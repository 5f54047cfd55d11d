package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedMillrace.class)
class BenchIT {

  @Test
  void shouldMeasureAndBreakDownWhenAMillraceRuns(TestMillrace millrace) {
    List<JsonNode> documents =
        millrace.run("bench", "W1", "--instances", "50", "--json").ok().jsonLines();

    assertThat(documents).hasSize(1);
    JsonNode result = documents.getFirst();
    assertThat(result.path("workload").asText()).isEqualTo("W1");
    assertThat(result.path("count").asInt()).isEqualTo(50);
    assertThat(result.path("throughputPerSecond").asDouble()).isPositive();
    assertThat(result.path("p50Ms").asDouble()).isPositive();
    assertThat(result.path("p99Ms").asDouble())
        .isGreaterThanOrEqualTo(result.path("p50Ms").asDouble());
    JsonNode figures = result.path("figures");
    assertThat(figures.path("decisionToCompletionMeanMs").asDouble()).isPositive();
    assertThat(figures.path("decisionToCompletionP99Ms").asDouble()).isPositive();
    JsonNode breakdown = result.path("breakdown");
    // An instance and a task are created and changed, and its two decisions go to the outbox;
    // what other tests left behind may add to it.
    assertThat(breakdown.path("mysql").path("rowsPerInstance").asDouble()).isGreaterThan(4);
    assertThat(breakdown.path("mysql").path("rowsPerCommit").asDouble()).isGreaterThan(1);
    assertThat(breakdown.path("relay").path("eventsPerInstance").asDouble())
        .isGreaterThanOrEqualTo(2);
    assertThat(
            breakdown
                .path("kafka")
                .path("topics")
                .path("millrace.starts")
                .path("messages")
                .asDouble())
        .isGreaterThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"R", "P"})
  void shouldRefuseToKillAnEngineWhenItIsNotItsOwn(String workload, TestMillrace millrace) {
    assertThat(millrace.run("bench", workload, "--instances", "5").failed().err())
        .contains(workload + " kills the engine, so it needs a Millrace of its own");
  }
}
