package io.millrace.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names of processors and stores are part of what is stored in Kafka (changelogs, group state): a
 * change here needs a plan for running clusters, so it must be seen.
 */
class TopologyDescriptionTest {

  static Stream<Arguments> topologies() {
    return Stream.of(
        Arguments.of(
            "dispatch",
            DispatchTopology.build(
                "millrace", topic -> {}, new Roster(Duration.ofSeconds(15), System::nanoTime))),
        Arguments.of("effects", EffectsTopology.build("millrace", Duration.ofMillis(10))),
        Arguments.of("views", ViewTopology.build("millrace")));
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void shouldBeDescribedAsRecorded(String name, Topology topology) throws IOException {
    assertThat(topology.describe().toString()).isEqualToIgnoringNewLines(recorded(name));
  }

  private static String recorded(String name) throws IOException {
    try (InputStream in =
        TopologyDescriptionTest.class.getResourceAsStream("/topology/" + name + ".txt")) {
      assertThat(in).as("/topology/%s.txt", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
