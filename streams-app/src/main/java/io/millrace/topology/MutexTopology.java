package io.millrace.topology;

import io.millrace.contract.JsonSerde;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Transition;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Hands mutexes over: of the instances with one key, wherever they live, at most one has it.
 *
 * <p>All news of a key meet in one partition, in one task, which decides. It runs with {@code
 * exactly_once_v2}: a grant leaves if and only if the store says who has the mutex. A grant that is
 * under way is given to nobody else before its instance has answered it, whatever else the instance
 * says in the meantime.
 */
final class MutexTopology {

  /** Store: mutex to {@link MutexHolder}. */
  public static final String HOLDERS = "mutex-holders";

  /** Store: places in the queues, in order, to instance ids. */
  public static final String ORDER = "mutex-order";

  /** Store: mutex and instance to its place in the queue. */
  public static final String PLACES = "mutex-places";

  private MutexTopology() {}

  /**
   * Adds the topology.
   *
   * @param transitions at least those about mutexes
   * @param prefix what the names of all topics start with
   * @param pause how long at least between two commits
   */
  static void addTo(
      StreamsBuilder builder,
      KStream<String, Transition> transitions,
      String prefix,
      Duration pause) {
    builder.addStateStore(store(HOLDERS, new JsonSerde<>(MutexHolder.class)));
    builder.addStateStore(store(ORDER, Serdes.String()));
    builder.addStateStore(store(PLACES, Serdes.String()));
    transitions
        .process(MutexNewsOf::new, Named.as("news-of-transition"))
        .repartition(
            Repartitioned.<String, MutexNews>as("mutexes")
                .withKeySerde(Serdes.String())
                .withValueSerde(new JsonSerde<>(MutexNews.class)))
        .process(() -> new CommitSoon<>(pause), Named.as("commit-hand-overs"))
        .process(HandOver::new, Named.as("hand-over"), HOLDERS, ORDER, PLACES)
        .to(
            Topics.CONTROLS.name(prefix),
            Produced.with(Topics.CONTROLS.keys(), Topics.CONTROLS.values())
                .withName("controls-of-mutexes")
                .withStreamPartitioner(
                    (topic, key, control, count) -> Outgoing.partitionOf(control.instanceId())));
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), values);
  }
}
