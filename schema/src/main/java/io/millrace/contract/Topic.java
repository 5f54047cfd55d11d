package io.millrace.contract;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * A topic: what it is called, what is on it, how it is kept.
 *
 * @param suffix its name after the prefix and a dot
 * @param keys how its keys are written
 * @param values how its values are written
 * @param layout how many partitions it has
 * @param retention how long records stay, or null for ever
 * @param compacted whether only the last record of a key stays
 */
public record Topic<K, V>(
    String suffix,
    Serde<K> keys,
    Serde<V> values,
    Layout layout,
    @Nullable Duration retention,
    boolean compacted) {

  /** The largest record, in bytes, on any topic: an instance's state may have 16 MiB. */
  public static final int MAX_RECORD_BYTES = 20 * 1024 * 1024;

  private static final int LANES = 12;

  /** How many partitions a topic has. */
  public enum Layout {
    /** As many as the inputs: the record's partition is the instance's. */
    CO_PARTITIONED,
    /** As many as the inputs, though nothing depends on it. */
    SPREAD,
    /** One: the order of all records matters, or there are few. */
    SINGLE,
    /** Twelve, unless somebody adds more: as many workers can be chosen by name. */
    LANES
  }

  /** The topic's full name. */
  public String name(String prefix) {
    return prefix + "." + suffix;
  }

  /** How many partitions the topic has, given the number of the inputs. */
  public int partitions(int inputPartitions) {
    return switch (layout) {
      case CO_PARTITIONED, SPREAD -> inputPartitions;
      case SINGLE -> 1;
      case LANES -> LANES;
    };
  }

  /** The topic's settings at the broker. */
  public Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
    config.put("cleanup.policy", compacted ? "compact" : "delete");
    if (!compacted) {
      config.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
    }
    return config;
  }
}
