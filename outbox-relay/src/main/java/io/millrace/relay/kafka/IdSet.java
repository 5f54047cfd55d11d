package io.millrace.relay.kafka;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of row ids at about one bit each: ids lie close together. */
final class IdSet {

  private static final int CHUNK_BITS = 16;
  private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

  private final Map<Long, BitSet> chunks = new HashMap<>();

  void add(long id) {
    chunks.computeIfAbsent(id >> CHUNK_BITS, chunk -> new BitSet()).set((int) id & CHUNK_MASK);
  }

  boolean contains(long id) {
    BitSet chunk = chunks.get(id >> CHUNK_BITS);
    return chunk != null && chunk.get((int) id & CHUNK_MASK);
  }
}
