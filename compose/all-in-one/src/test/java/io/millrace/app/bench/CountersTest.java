package io.millrace.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.app.bench.KafkaCounters.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|0",
        "3e11fa47-71ca-11e1-9e33-c80aa9429562:7|1",
        "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:11-18|13",
        "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5,4e11fa47-71ca-11e1-9e33-c80aa9429562:2|6",
        "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:tag:1-2|7"
      })
  void shouldCountTransactionsWhenGtidsAreGiven(String gtids, long count) {
    assertThat(MySqlCounters.transactions(gtids)).isEqualTo(count);
  }

  @Test
  void shouldLeaveOutTopicsWhenNothingWasWrittenToThem() {
    KafkaCounters before = new KafkaCounters(Map.of("a", new Volume(5, 500), "b", Volume.NONE));
    KafkaCounters after =
        new KafkaCounters(
            Map.of("a", new Volume(5, 500), "b", new Volume(2, 20), "c", new Volume(1, 9)));

    assertThat(after.since(before))
        .containsOnly(Map.entry("b", new Volume(2, 20)), Map.entry("c", new Volume(1, 9)));
  }

  @Test
  void shouldCountFromItsStartWhenAProcessWasStartedAgain() {
    var before =
        new ProcessCounters(
            Map.of(
                "engine", new ProcessCounters.Cpu(1, 30), "relay", new ProcessCounters.Cpu(2, 5)));
    var after =
        new ProcessCounters(
            Map.of(
                "engine", new ProcessCounters.Cpu(9, 4), "relay", new ProcessCounters.Cpu(2, 8)));

    assertThat(after.since(before)).isEqualTo(Map.of("engine", 4.0, "relay", 3.0));
  }

  @Test
  void shouldDivideByInstancesAndSecondsWhenARunIsBrokenDown() {
    Breakdown breakdown =
        Breakdown.of(
            new Counters(
                new MySqlCounters(1_000, 20, 50_000, 200),
                Map.of("millrace.starts", new Volume(100, 5_000), "rare", new Volume(0, 7)),
                Map.of("engine", 0.5)),
            100,
            4);

    assertThat(breakdown.mysql()).isEqualTo(new Breakdown.MySql(10, 5, 50, 500));
    assertThat(breakdown.relay()).isEqualTo(new Breakdown.Relay(2, 50));
    assertThat(breakdown.kafka().topics())
        .isEqualTo(Map.of("millrace.starts", new Breakdown.PerInstance(1, 50)));
    assertThat(breakdown.cpuSecondsPer1000()).isEqualTo(Map.of("engine", 5.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"50|[50]", "100|[100]", "2500|[100, 1000, 2500]", "10000|[100, 1000, 10000]"})
  void shouldGrowByTensWhenLoopsAreMeasured(int largest, String sizes) {
    assertThat(Bench.sizes(largest)).hasToString(sizes);
  }
}
