package io.millrace.topology;

import io.millrace.contract.Json;
import io.millrace.contract.Topic;
import io.millrace.contract.message.Transition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A topology under Kafka's own test driver, with the settings that it runs with. */
final class TopologyHarness implements AutoCloseable {

  static final String PREFIX = "millrace";

  private final TopologyTestDriver driver;
  private final Path stateDirectory;
  private final Topic<String, Transition> source;

  TopologyHarness(Topology topology, Topic<String, Transition> source) throws IOException {
    this.source = source;
    stateDirectory = Files.createTempDirectory("topology");
    Properties properties = new Properties();
    properties.putAll(
        Topologies.common(
            TopologyConfig.of(
                "unused:9092", "engine-1", PREFIX, stateDirectory, Duration.ofSeconds(15)),
            "test"));
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    driver = new TopologyTestDriver(topology, properties);
  }

  TopologyTestDriver driver() {
    return driver;
  }

  void pipe(Transition transition) {
    pipe(transition.instanceId().toString(), Json.bytes(transition));
  }

  void pipe(String key, byte[] value) {
    driver
        .createInputTopic(source.name(PREFIX), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, TransitionExamples.T0));
  }

  <K, V> List<TestRecord<K, V>> read(Topic<K, V> topic) {
    return driver
        .createOutputTopic(
            topic.name(PREFIX), topic.keys().deserializer(), topic.values().deserializer())
        .readRecordsToList();
  }

  static String header(TestRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    driver.close();
    Files.deleteIfExists(stateDirectory);
  }
}
