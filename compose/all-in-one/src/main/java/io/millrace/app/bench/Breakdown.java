package io.millrace.app.bench;

import io.millrace.app.bench.KafkaCounters.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time and the bytes of a run went; everything that the servers did meanwhile is in it.
 *
 * @param mysql what MySQL wrote
 * @param relay what went through the outbox
 * @param kafka what was written to topics
 * @param cpuSecondsPer1000 by process, for 1,000 instances; empty if the processes are elsewhere
 */
record Breakdown(MySql mysql, Relay relay, Kafka kafka, Map<String, Double> cpuSecondsPer1000) {

  private static final double LEAST = 0.01;

  /**
   * What MySQL wrote.
   *
   * @param rowsPerInstance inserted, updated or deleted
   * @param commitsPerSecond transactions that changed something
   * @param rowsPerCommit rows in one of them
   * @param redoBytesPerInstance written to the redo log
   */
  record MySql(
      double rowsPerInstance,
      double commitsPerSecond,
      double rowsPerCommit,
      double redoBytesPerInstance) {}

  /**
   * What went through the outbox.
   *
   * @param eventsPerInstance outbox rows
   * @param eventsPerSecond outbox rows
   */
  record Relay(double eventsPerInstance, double eventsPerSecond) {}

  /**
   * What was written to topics, the markers of transactions included.
   *
   * @param messagesPerInstance to all topics
   * @param bytesPerInstance to all topics, as they are on disk
   * @param topics the same by topic, of those that matter
   */
  record Kafka(
      double messagesPerInstance, double bytesPerInstance, Map<String, PerInstance> topics) {}

  /**
   * What was written to one topic.
   *
   * @param messages per instance
   * @param bytes per instance
   */
  record PerInstance(double messages, double bytes) {}

  /** Of a run of so many instances that took so long. */
  static Breakdown of(Counters spent, int instances, double seconds) {
    MySqlCounters mysql = spent.mysql();
    Volume all = spent.topics().values().stream().reduce(Volume.NONE, Volume::plus);
    Map<String, PerInstance> topics = new TreeMap<>();
    spent
        .topics()
        .forEach(
            (name, volume) -> {
              double messages = (double) volume.offsets() / instances;
              if (messages >= LEAST) {
                topics.put(
                    name,
                    new PerInstance(rounded(messages), rounded(1.0 * volume.bytes() / instances)));
              }
            });
    Map<String, Double> cpu = new TreeMap<>();
    spent.cpu().forEach((name, used) -> cpu.put(name, rounded(used * 1_000 / instances)));
    return new Breakdown(
        new MySql(
            rounded(1.0 * mysql.rows() / instances),
            rounded(mysql.commits() / seconds),
            rounded(1.0 * mysql.rows() / Math.max(1, mysql.commits())),
            rounded(1.0 * mysql.redoBytes() / instances)),
        new Relay(
            rounded(1.0 * mysql.outboxRows() / instances), rounded(mysql.outboxRows() / seconds)),
        new Kafka(
            rounded(1.0 * all.offsets() / instances),
            rounded(1.0 * all.bytes() / instances),
            topics),
        cpu);
  }

  /** Two digits after the point are more than any run repeats. */
  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "mysql: %.1f rows/instance, %.0f commits/s, %.1f rows/commit, %.0f redo bytes/instance",
            mysql.rowsPerInstance(),
            mysql.commitsPerSecond(),
            mysql.rowsPerCommit(),
            mysql.redoBytesPerInstance()));
    lines.add(
        String.format(
            Locale.ROOT,
            "relay: %.1f events/instance, %.0f events/s",
            relay.eventsPerInstance(),
            relay.eventsPerSecond()));
    lines.add(
        String.format(
            Locale.ROOT,
            "kafka: %.1f messages/instance, %.0f bytes/instance",
            kafka.messagesPerInstance(),
            kafka.bytesPerInstance()));
    kafka
        .topics()
        .forEach(
            (name, per) ->
                lines.add(
                    String.format(
                        Locale.ROOT, "  %-60s %8.2f %8.0f", name, per.messages(), per.bytes())));
    if (!cpuSecondsPer1000.isEmpty()) {
      lines.add("cpu seconds per 1,000 instances:");
      cpuSecondsPer1000.forEach(
          (name, used) -> lines.add(String.format(Locale.ROOT, "  %-12s %8.2f", name, used)));
      double sum = cpuSecondsPer1000.values().stream().mapToDouble(Double::doubleValue).sum();
      lines.add(String.format(Locale.ROOT, "  %-12s %8.2f", "all", sum));
    }
    return lines;
  }
}
