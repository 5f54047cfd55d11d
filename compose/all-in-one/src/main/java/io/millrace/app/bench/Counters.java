package io.millrace.app.bench;

import io.millrace.app.bench.KafkaCounters.Volume;
import java.util.Map;

/**
 * What was spent between two readings.
 *
 * @param mysql what MySQL wrote
 * @param topics what was written to the topics, by name
 * @param cpu seconds by process
 */
record Counters(MySqlCounters mysql, Map<String, Volume> topics, Map<String, Double> cpu) {

  /**
   * What was spent since the servers started.
   *
   * @param mysql what MySQL wrote
   * @param kafka what the topics hold
   * @param processes what the processes used
   */
  record Reading(MySqlCounters mysql, KafkaCounters kafka, ProcessCounters processes) {

    Counters since(Reading before) {
      return new Counters(
          mysql.since(before.mysql), kafka.since(before.kafka), processes.since(before.processes));
    }
  }
}
