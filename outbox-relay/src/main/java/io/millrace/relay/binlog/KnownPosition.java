package io.millrace.relay.binlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;

/**
 * Tells Debezium where to start reading. Instantiated by Debezium, hence public.
 *
 * <p>It stores nothing: how far the relay came is on Kafka, in the transaction of the records.
 */
public final class KnownPosition implements OffsetBackingStore {

  /** The offset as JSON, in the engine's settings. */
  static final String OFFSET = "millrace.offset";

  private byte[] offset = {};

  /** For Debezium. */
  public KnownPosition() {}

  @Override
  public void configure(WorkerConfig config) {
    String json = Objects.requireNonNull(config.originalsStrings().get(OFFSET), OFFSET);
    offset = json.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
    Map<ByteBuffer, ByteBuffer> offsets = new HashMap<>();
    keys.forEach(key -> offsets.put(key, ByteBuffer.wrap(offset)));
    return CompletableFuture.completedFuture(offsets);
  }

  @Override
  public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
    callback.onCompletion(null, null);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connectorName) {
    return Set.of();
  }
}
