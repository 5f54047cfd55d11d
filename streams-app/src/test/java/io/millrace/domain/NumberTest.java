package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number is the same in a decision, in its recorded events and in the rows. */
class NumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.0",
        "2.5 * 2",
        "1e2",
        "10 / 4",
        "0.1 + 0.2",
        "1e21 + 1",
        "2 * 4611686018427387904",
        "-0.5 * 0",
        "9007199254740993 + 0.0",
        "1 / 3",
        "JSON.parse('[5.0, 1e2]')",
        "[5.0, input.five, input.five * 1.0]",
        "input",
        "context",
        "Math.floor(7.9)",
        "1 / 0",
        "parseFloat('1e400')"
      })
  void shouldReplayWhatAnExpressionGives(String expression) {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    "{'id':'t','type':'task','executor':'transform','config':{'v':\"${"
                        + expression.replace("'", "\\\"")
                        + "}\"}}",
                    Definitions.task("a", ",'config':{'v':'${nodes.t.output.v}'}")))
            .start("{'five':5.0,'big':1e21}");

    assertThat(scenario.status().ended()).isFalse();
  }

  @Test
  void shouldReplayWhatAWorkerReturns() {
    Scenario scenario =
        Scenario.started(Definitions.task("a")).complete("a", "{'v':[5.0,1e2,1.50,1e21]}");

    assertThat(scenario.output()).hasToString("{\"a\":{\"v\":[5,100,1.5,1E+21]}}");
  }
}
