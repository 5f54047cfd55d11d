package io.millrace.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How to reach Kafka: the client settings that producers, consumers and the admin client have in
 * common, {@code bootstrap.servers} and security above all.
 *
 * @param settings by Kafka's own names
 */
public record KafkaAccess(Map<String, String> settings) {

  /** Copies the map. */
  public KafkaAccess {
    settings = Map.copyOf(settings);
  }

  /** The brokers' addresses. */
  public String bootstrapServers() {
    return settings.getOrDefault("bootstrap.servers", "");
  }

  /** These settings and, over them, others. */
  Map<String, Object> with(Map<String, ?> others) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(others);
    return all;
  }

  /** Shows addresses, hides what may be a secret. */
  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>();
    settings.forEach((k, v) -> shown.put(k, k.equals("bootstrap.servers") ? v : "***"));
    return shown.toString();
  }
}
