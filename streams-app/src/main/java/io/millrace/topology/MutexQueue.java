package io.millrace.topology;

import io.millrace.contract.InstanceId;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which mutex, in the order in which they get it: higher priority first, then who has
 * waited longer. Every operation costs the same however many wait.
 *
 * @param order sorted places to the instances that have them
 * @param places mutex and instance to its place
 */
record MutexQueue(KeyValueStore<String, String> order, KeyValueStore<String, String> places) {

  private static final int HIGHEST_PRIORITY = 100;

  /** Adds an instance, or moves it if it waits already. */
  void add(String mutex, InstanceId id, int priority, Instant since) {
    remove(mutex, id);
    String place =
        String.format(
            Locale.ROOT,
            "%s%03d/%015d/%016d",
            prefix(mutex),
            HIGHEST_PRIORITY - priority,
            since.toEpochMilli(),
            id.value());
    order.put(place, id.toString());
    places.put(prefix(mutex) + id, place);
  }

  /** Gives an instance that waits another priority; it keeps its age. */
  void move(String mutex, InstanceId id, int priority) {
    String place = places.get(prefix(mutex) + id);
    if (place != null) {
      String since = place.substring(prefix(mutex).length()).split("/", -1)[1];
      add(mutex, id, priority, Instant.ofEpochMilli(Long.parseLong(since)));
    }
  }

  /** Takes an instance out, if it waits. */
  void remove(String mutex, InstanceId id) {
    String place = places.delete(prefix(mutex) + id);
    if (place != null) {
      order.delete(place);
    }
  }

  /** Takes the first out; null if nobody waits. */
  @Nullable InstanceId poll(String mutex) {
    try (KeyValueIterator<String, String> first =
        order.prefixScan(prefix(mutex), new StringSerializer())) {
      if (!first.hasNext()) {
        return null;
      }
      KeyValue<String, String> next = first.next();
      InstanceId id = new InstanceId(Long.parseLong(next.value));
      order.delete(next.key);
      places.delete(prefix(mutex) + id);
      return id;
    }
  }

  /** No mutex's prefix begins another's: the length comes first. */
  private static String prefix(String mutex) {
    return mutex.length() + ":" + mutex + "/";
  }
}
