package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutputTest {

  private static final String OUTPUTS = "'outputs':{%s},";

  @Test
  void shouldGiveTheSinksWhenNoOutputsAreNamed() {
    Scenario scenario =
        Scenario.started(
                Definitions.task("a"), Definitions.after("b", "a"), Definitions.after("c", "a"))
            .complete("a", "0")
            .complete("b", "1")
            .complete("c", "2");

    assertThat(scenario.output()).isEqualTo(Scenario.json("{'b':1,'c':2}"));
  }

  @Test
  void shouldEvaluateTheValueWhenThereIsOne() {
    Scenario scenario =
        Scenario.of(
                Definitions.with(
                    OUTPUTS.formatted("'total':{'value':'${nodes.a.output.n * 2}'}"),
                    Definitions.task("a")))
            .start()
            .complete("a", "{'n':21}");

    assertThat(scenario.output()).isEqualTo(Scenario.json("{'total':42}"));
  }

  @Test
  void shouldTakeThePropertyOfTheLatestNodeWhenThereIsNoValue() {
    Scenario scenario =
        Scenario.of(
                Definitions.with(
                    OUTPUTS.formatted("'x':{'type':'number'},'y':{'type':'number'}"),
                    Definitions.task("a"),
                    Definitions.task("b")))
            .start()
            .complete("b", "{'x':1}")
            .sleep("PT1S")
            .complete("a", "{'x':2}");

    assertThat(scenario.output()).isEqualTo(Scenario.json("{'x':2,'y':null}"));
  }

  @Test
  void shouldFailWhenAnOutputCannotBeEvaluated() {
    Scenario scenario =
        Scenario.of(
                Definitions.with(
                    OUTPUTS.formatted("'x':{'value':'${JSON.parse(nodes.a.output)}'}"),
                    Definitions.task("a")))
            .start()
            .complete("a", "'{'");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(scenario.state().error()).message()).startsWith("output x:");
  }
}
