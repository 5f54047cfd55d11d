package io.millrace.topology;

import io.millrace.contract.Fields;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the topologies need to know.
 *
 * @param bootstrapServers the Kafka cluster
 * @param prefix what the names of all topics start with
 * @param stateDirectory where the stores of this process lie; lost ones are restored from Kafka
 * @param completionCommit how long a completion may wait for others before its transaction commits
 * @param viewCommit the same for the views, and for what subprocesses and mutexes only take note
 *     of; what they send commits at once
 */
public record TopologyConfig(
    String bootstrapServers,
    String prefix,
    Path stateDirectory,
    Duration completionCommit,
    Duration viewCommit) {

  /** Completions commit after 5 ms, views after half a second. */
  public static TopologyConfig of(String bootstrapServers, String prefix, Path stateDirectory) {
    return new TopologyConfig(
        bootstrapServers, prefix, stateDirectory, Duration.ofMillis(5), Duration.ofMillis(500));
  }

  /** Checks the fields. */
  public TopologyConfig {
    Fields.text("bootstrapServers", bootstrapServers);
    Fields.text("prefix", prefix);
    Fields.present("stateDirectory", stateDirectory);
    Fields.present("completionCommit", completionCommit);
    Fields.present("viewCommit", viewCommit);
  }
}
