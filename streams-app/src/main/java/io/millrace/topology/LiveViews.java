package io.millrace.topology;

import io.millrace.contract.InstanceId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Interactive queries on the live views of this process: the partitions that it owns.
 *
 * <p>All methods throw {@link org.apache.kafka.streams.errors.InvalidStateStoreException} while the
 * topology is not running or is being rebalanced; ask again later.
 */
public final class LiveViews {

  private final KafkaStreams streams;

  /** Queries the stores of a running {@link ViewTopology}. */
  public LiveViews(KafkaStreams streams) {
    this.streams = streams;
  }

  /** An open instance; empty if it is not open, or in a partition of another process. */
  public Optional<InstanceView> instance(InstanceId id) {
    ReadOnlyKeyValueStore<String, InstanceView> store = store(ViewTopology.INSTANCES);
    return Optional.ofNullable(store.get(id.toString()))
        .map(view -> view.many() ? view.with(OpenNodes.all(id, view, openNodes())) : view);
  }

  /** How many instances are open, about. */
  public long openInstances() {
    ReadOnlyKeyValueStore<String, InstanceView> store = store(ViewTopology.INSTANCES);
    return store.approximateNumEntries();
  }

  /** The statistics of every workflow, by name. */
  public Map<String, Statistics> workflows() {
    return total(ViewTopology.WORKFLOWS);
  }

  /** The statistics of every executor, by name. */
  public Map<String, Statistics> executors() {
    return total(ViewTopology.EXECUTORS);
  }

  private Map<String, Statistics> total(String name) {
    ReadOnlyKeyValueStore<String, Statistics> store = store(name);
    Map<String, Statistics> total = new TreeMap<>();
    try (KeyValueIterator<String, Statistics> all = store.all()) {
      all.forEachRemaining(entry -> total.merge(entry.key, entry.value, Statistics::plus));
    }
    return total;
  }

  private ReadOnlyKeyValueStore<String, OpenNodes.Chunk> openNodes() {
    return store(ViewTopology.OPEN_NODES);
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore()));
  }
}
