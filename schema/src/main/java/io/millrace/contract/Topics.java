package io.millrace.contract;

import io.millrace.contract.Topic.Layout;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.DefinitionPublished;
import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.Transition;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Every topic of Millrace. */
public final class Topics {

  /** What all names start with, unless configured otherwise. */
  public static final String DEFAULT_PREFIX = "millrace";

  /** How many partitions the inputs have, unless configured otherwise. */
  public static final int DEFAULT_PARTITIONS = 6;

  /** Start events, from anyone allowed to start workflows; any key. */
  public static final Topic<String, Start> STARTS =
      json("starts", Start.class, Layout.CO_PARTITIONED, Duration.ofDays(7));

  /** What workers say, sent to the partition that the task names. */
  public static final Topic<String, Result> RESULTS =
      json("results", Result.class, Layout.CO_PARTITIONED, Duration.ofDays(1));

  /** What operators and topologies ask, sent to the instance's partition. */
  public static final Topic<String, Control> CONTROLS =
      json("controls", Control.class, Layout.CO_PARTITIONED, Duration.ofDays(1));

  /** Every decision of the engine, in the instance's partition; kept for ever. */
  public static final Topic<String, Transition> TRANSITIONS =
      new Topic<>(
          "transitions",
          Serdes.String(),
          new JsonSerde<>(Transition.class),
          Layout.CO_PARTITIONED,
          null,
          false);

  /**
   * The transitions that ask something of the topologies, in the instance's partition: what they
   * need not look for among all the others.
   */
  public static final Topic<String, Transition> EFFECTS =
      json("effects", Transition.class, Layout.CO_PARTITIONED, Duration.ofDays(7));

  /** What the world hears, keyed by business key, else by instance. */
  public static final Topic<String, Completion> COMPLETIONS =
      json("completions", Completion.class, Layout.SPREAD, Duration.ofDays(7));

  /** Who is alive and can do what, keyed by engine. */
  public static final Topic<String, EngineHeartbeat> ENGINES =
      compacted("engines", EngineHeartbeat.class);

  /** What can be started, keyed by workflow and version. */
  public static final Topic<String, DefinitionPublished> DEFINITIONS =
      compacted("definitions", DefinitionPublished.class);

  /** How far the relay has read the binlog; its own business. */
  public static final Topic<String, byte[]> RELAY_POSITIONS =
      new Topic<>(
          "relay-positions", Serdes.String(), Serdes.ByteArray(), Layout.SINGLE, null, true);

  /** Which worker runs which task, keyed by claim; the workers' own business. */
  public static final Topic<String, byte[]> CLAIMS =
      new Topic<>("claims", Serdes.String(), Serdes.ByteArray(), Layout.SINGLE, null, true);

  /** What could not be read or was refused, with its bytes and headers. */
  public static final Topic<byte[], byte[]> DEAD_LETTERS =
      new Topic<>(
          "dead-letters",
          Serdes.ByteArray(),
          Serdes.ByteArray(),
          Layout.SINGLE,
          Duration.ofDays(30),
          false);

  /**
   * Tasks for a worker that was chosen: each partition is a lane, and the workers' group gives each
   * lane to one of them. More partitions may be added at any time.
   */
  public static final Topic<String, Task> LANES =
      json("lanes", Task.class, Layout.LANES, Duration.ofDays(1));

  private Topics() {}

  /** The topics that exist whatever workflows are deployed. */
  public static List<Topic<?, ?>> all() {
    return List.of(
        STARTS,
        RESULTS,
        CONTROLS,
        TRANSITIONS,
        EFFECTS,
        COMPLETIONS,
        LANES,
        ENGINES,
        DEFINITIONS,
        RELAY_POSITIONS,
        CLAIMS,
        DEAD_LETTERS);
  }

  /** The topics that intake reads: an instance has the same partition number in each. */
  public static List<Topic<?, ?>> inputs() {
    return List.of(STARTS, RESULTS, CONTROLS);
  }

  /** The tasks of one executor. */
  public static Topic<String, Task> tasks(String executor) {
    return tasks(new TaskTopic(executor, List.of()));
  }

  /** Where tasks wait to be pulled. */
  public static Topic<String, Task> tasks(TaskTopic topic) {
    return json(topic.suffix(), Task.class, Layout.SINGLE, Duration.ofDays(1));
  }

  private static <V> Topic<String, V> json(
      String suffix, Class<V> type, Layout layout, Duration retention) {
    return new Topic<>(suffix, Serdes.String(), new JsonSerde<>(type), layout, retention, false);
  }

  private static <V> Topic<String, V> compacted(String suffix, Class<V> type) {
    return new Topic<>(suffix, Serdes.String(), new JsonSerde<>(type), Layout.SINGLE, null, true);
  }

  /**
   * Requires a text with which the names of topics can start.
   *
   * @throws InvalidField if Kafka would not have it in a topic's name
   */
  public static void checkPrefix(@Nullable String prefix) {
    if (!Fields.text("prefix", prefix).matches("[a-zA-Z0-9._-]+")) {
      throw new InvalidField("prefix", "may have letters, digits, '.', '_' and '-' only");
    }
  }
}
