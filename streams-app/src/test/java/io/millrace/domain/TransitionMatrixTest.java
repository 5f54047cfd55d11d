package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.event.Event;
import io.millrace.domain.Command.FireTimers;
import io.millrace.domain.Commands.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every command does in every state. The states come from the enums, the commands from the
 * sealed types, so that a new one has no line in the table and fails here until somebody has
 * thought about each of its pairs. On a difference the message is the table as it would be now.
 */
class TransitionMatrixTest {

  @Test
  void shouldDoToAnInstanceWhatTheTableSays() throws IOException {
    assertThat(instances()).isEqualTo(expected("instance-matrix.txt"));
  }

  @Test
  void shouldDoToANodeWhatTheTableSays() throws IOException {
    assertThat(nodes()).isEqualTo(expected("node-matrix.txt"));
  }

  static List<String> instances() {
    List<String> table = new ArrayList<>();
    for (Sample sample : Commands.all()) {
      if (sample.type() != FireTimers.class) { // Nobody fires the timers of nothing.
        table.add(line("none", sample, InstanceStates.none()));
      }
      for (InstanceStatus status : InstanceStatus.values()) {
        table.add(line(status.code(), sample, InstanceStates.in(status)));
      }
    }
    return table;
  }

  static List<String> nodes() {
    List<String> table = new ArrayList<>();
    for (Sample sample : Commands.ofNodes()) {
      for (NodeStatus status : NodeStatus.values()) {
        Scenario scenario = NodeStates.in(status);
        assertThat(scenario.statusOf("a")).isEqualTo(status);
        table.add(line(status.code(), sample, scenario));
      }
    }
    return table;
  }

  private static String line(String state, Sample sample, Scenario scenario) {
    scenario.sleep("PT2H").command(sample.on(scenario));
    String outcome =
        scenario.wasRefused()
            ? "refused: " + scenario.refusal().code()
            : scenario.last().stream()
                .map(TransitionMatrixTest::shown)
                .collect(Collectors.joining(" "));
    return "%-9s | %-14s | %s".formatted(state, sample.name(), outcome).strip();
  }

  private static String shown(Event event) {
    String name = event.getClass().getSimpleName();
    return event instanceof ControlRefused refused ? name + "(" + refused.code() + ")" : name;
  }

  private static List<String> expected(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(TransitionMatrixTest.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(String::strip)
          .toList();
    }
  }
}
