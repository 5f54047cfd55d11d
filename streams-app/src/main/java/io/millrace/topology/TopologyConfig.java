package io.millrace.topology;

import io.millrace.contract.Fields;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the topologies need to know.
 *
 * @param bootstrapServers the Kafka cluster
 * @param instance who this is, unique and the same after a restart: it then takes its tasks back at
 *     once
 * @param prefix what the names of all topics start with
 * @param stateDirectory where the stores of this process lie; lost ones are restored from Kafka
 * @param effectCommit how long an effect may wait for others before their transaction commits
 * @param viewCommit the same for the views
 * @param deadAfter how long a worker may be silent until no task is sent to it any more
 */
public record TopologyConfig(
    String bootstrapServers,
    String instance,
    String prefix,
    Path stateDirectory,
    Duration effectCommit,
    Duration viewCommit,
    Duration deadAfter) {

  /** Effects commit after 10 ms, views after half a second. */
  public static TopologyConfig of(
      String bootstrapServers,
      String instance,
      String prefix,
      Path stateDirectory,
      Duration deadAfter) {
    return new TopologyConfig(
        bootstrapServers,
        instance,
        prefix,
        stateDirectory,
        Duration.ofMillis(10),
        Duration.ofMillis(500),
        deadAfter);
  }

  /** Checks the fields. */
  public TopologyConfig {
    Fields.text("bootstrapServers", bootstrapServers);
    Fields.text("instance", instance);
    Fields.text("prefix", prefix);
    Fields.present("stateDirectory", stateDirectory);
    Fields.present("effectCommit", effectCommit);
    Fields.present("viewCommit", viewCommit);
    Fields.present("deadAfter", deadAfter);
  }
}
