package io.millrace.topology;

import io.millrace.contract.InstanceId;
import io.millrace.topology.InstanceView.OpenNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one instance that are under way, during one transition. The first few lie in the
 * instance's view, the others in chunks of their own: a step costs the same however many nodes are
 * under way, and a small instance costs no more than its view.
 */
final class OpenNodes {

  private static final int CHUNK = 16;

  private final InstanceId instance;
  private final Map<Integer, OpenNode> first;
  private final KeyValueStore<String, Chunk> store;
  private final Map<Integer, Map<Integer, OpenNode>> touched = new HashMap<>();
  private boolean many;

  /**
   * Some open nodes.
   *
   * @param nodes by node number
   */
  record Chunk(Map<Integer, OpenNode> nodes) {}

  OpenNodes(InstanceId instance, InstanceView view, KeyValueStore<String, Chunk> store) {
    this.instance = instance;
    this.first = new HashMap<>(view.openNodes());
    this.many = view.many();
    this.store = store;
  }

  void open(int no, OpenNode node) {
    nodesWith(no).put(no, node);
    many |= no >= CHUNK;
  }

  /** The node as it was opened, or null if it was not. */
  @Nullable OpenNode close(int no) {
    return no < CHUNK || many ? nodesWith(no).remove(no) : null;
  }

  /** What belongs into the view. */
  Map<Integer, OpenNode> first() {
    return first;
  }

  /** Whether there are chunks, or were. */
  boolean many() {
    return many;
  }

  /** Stores the chunks that were touched. */
  void store() {
    touched.forEach(
        (chunk, nodes) -> {
          if (nodes.isEmpty()) {
            store.delete(key(chunk));
          } else {
            store.put(key(chunk), new Chunk(nodes));
          }
        });
  }

  /** Forgets everything. */
  void delete() {
    if (!many) {
      return;
    }
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, Chunk> chunks = chunks(store, instance)) {
      chunks.forEachRemaining(chunk -> keys.add(chunk.key));
    }
    keys.forEach(store::delete);
  }

  /** All open nodes of an instance, by node number. */
  static Map<Integer, OpenNode> all(
      InstanceId instance, InstanceView view, ReadOnlyKeyValueStore<String, Chunk> store) {
    Map<Integer, OpenNode> all = new HashMap<>(view.openNodes());
    try (KeyValueIterator<String, Chunk> chunks = chunks(store, instance)) {
      chunks.forEachRemaining(chunk -> all.putAll(chunk.value.nodes()));
    }
    return all;
  }

  private static KeyValueIterator<String, Chunk> chunks(
      ReadOnlyKeyValueStore<String, Chunk> store, InstanceId instance) {
    return store.prefixScan(instance + "/", new StringSerializer());
  }

  private Map<Integer, OpenNode> nodesWith(int no) {
    return no < CHUNK ? first : touched.computeIfAbsent(no / CHUNK, this::load);
  }

  private Map<Integer, OpenNode> load(int chunk) {
    Chunk known = store.get(key(chunk));
    return known == null ? new HashMap<>() : new HashMap<>(known.nodes());
  }

  private String key(int chunk) {
    return instance + "/" + chunk;
  }
}
