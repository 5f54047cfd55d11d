package io.millrace.intake;

import io.millrace.contract.InstanceId;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.JsonSize;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open instances of a loop that were used last, as far as memory allows. What is not here is
 * read from MySQL, so forgetting costs time only.
 */
final class StateCache {

  /** What an instance and each of its nodes cost beside their JSON, indexes included. */
  private static final int INSTANCE_BYTES = 2_000;

  private static final int NODE_BYTES = 1_200;

  /** A tree on the heap against its text. */
  private static final int TREE_FACTOR = 6;

  private record Entry(InstanceState state, long originBytes) {
    long bytes() {
      long json = originBytes + state.nodes().bytes();
      return INSTANCE_BYTES + (long) NODE_BYTES * state.nodes().size() + TREE_FACTOR * json;
    }
  }

  private final Map<InstanceId, Entry> entries = new LinkedHashMap<>(1024, 0.75f, true);
  private final long capacity;
  private long bytes;

  /**
   * An empty cache.
   *
   * @param capacity in bytes; 0 keeps nothing
   */
  StateCache(long capacity) {
    this.capacity = capacity;
  }

  @Nullable InstanceState get(InstanceId id) {
    Entry entry = entries.get(id);
    return entry == null ? null : entry.state();
  }

  /** Keeps a state that MySQL has too; one that is over is forgotten. */
  void put(InstanceState state) {
    Entry old = entries.remove(state.id());
    bytes -= old == null ? 0 : old.bytes();
    if (state.status().ended() || capacity == 0) {
      return;
    }
    Entry entry = new Entry(state, old == null ? originBytes(state) : old.originBytes());
    entries.put(state.id(), entry);
    bytes += entry.bytes();
    evict();
  }

  /** Forgets the instances of a partition. */
  void forget(int partition) {
    entries
        .values()
        .removeIf(
            entry -> {
              boolean goes = entry.state().id().partition() == partition;
              bytes -= goes ? entry.bytes() : 0;
              return goes;
            });
  }

  int size() {
    return entries.size();
  }

  long bytes() {
    return bytes;
  }

  private void evict() {
    Iterator<Entry> oldest = entries.values().iterator();
    while (bytes > capacity && oldest.hasNext()) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  private static long originBytes(InstanceState state) {
    return (long) JsonSize.of(state.origin().input()) + JsonSize.of(state.origin().context());
  }
}
