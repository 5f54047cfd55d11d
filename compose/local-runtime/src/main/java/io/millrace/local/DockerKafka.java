package io.millrace.local;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka in a container of its own, which keeps its data only as long as it runs. */
final class DockerKafka implements LocalKafka {

  private final KafkaContainer container;
  private final String description;

  private DockerKafka(KafkaContainer container, String image, String why) {
    this.container = container;
    this.description =
        "Kafka at %s, Docker image %s (%s), data gone when it stops"
            .formatted(container.getBootstrapServers(), image, why);
  }

  static DockerKafka start(String image, String why) {
    KafkaContainer container =
        new KafkaContainer(image).withEnv(environment(BrokerProperties.shared()));
    try {
      container.start();
    } catch (RuntimeException e) {
      throw new LocalRuntimeException(
          "The Docker image %s does not start: %s".formatted(image, e.getMessage()), e);
    }
    return new DockerKafka(container, image, why);
  }

  /** Broker properties as the image reads them from its environment. */
  private static Map<String, String> environment(Map<String, String> properties) {
    return properties.entrySet().stream()
        .collect(
            Collectors.toMap(
                property -> "KAFKA_" + property.getKey().toUpperCase(Locale.ROOT).replace('.', '_'),
                Map.Entry::getValue));
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public void restart() {
    throw new LocalRuntimeException(
        "A container does not come back on the same port: this needs a Kafka without Docker");
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    container.close();
  }
}
