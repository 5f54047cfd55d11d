package io.millrace.local;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** A Kafka that somebody else runs. */
record GivenKafka(String bootstrapServers) implements LocalKafka {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /**
   * The Kafka at the address.
   *
   * @throws LocalRuntimeException when none answers there
   */
  static GivenKafka at(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(settings)) {
      admin.describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return new GivenKafka(bootstrapServers);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new LocalRuntimeException(
          "No Kafka answers at %s. Check %s and that the broker runs, or unset the key."
              .formatted(bootstrapServers, Setting.KAFKA.key()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalRuntimeException("Interrupted while asking for Kafka", e);
    }
  }

  @Override
  public String description() {
    return "Kafka at %s, as %s says".formatted(bootstrapServers, Setting.KAFKA.key());
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public void restart() {
    throw notOurs();
  }

  @Override
  public void kill() {
    throw notOurs();
  }

  private LocalRuntimeException notOurs() {
    return new LocalRuntimeException(
        "The Kafka at %s is not Millrace's to stop. Unset %s to have one that is."
            .formatted(bootstrapServers, Setting.KAFKA.key()));
  }

  @Override
  public void close() {
    // It was running before, and goes on running.
  }
}
