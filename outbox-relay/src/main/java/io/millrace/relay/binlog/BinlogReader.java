package io.millrace.relay.binlog;

import io.debezium.connector.mysql.MySqlConnectorTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the outbox from the binlog into a buffer, from a position on, until it is closed or fails.
 *
 * <p>Runs the task of Debezium's MySQL connector on a thread of its own, as a Connect worker would.
 */
public final class BinlogReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BinlogReader.class);

  private final MySqlConnectorTask task = new MySqlConnectorTask();
  private final EntryBuffer buffer;
  private final Thread thread;
  private volatile boolean closing;

  private BinlogReader(EntryBuffer buffer) {
    this.buffer = buffer;
    this.thread = Thread.ofPlatform().name("relay-binlog").daemon().unstarted(this::read);
  }

  /**
   * Starts reading.
   *
   * @param from where the first entry is to be found
   * @param table what the table was like there
   * @throws BinlogException when the server cannot be reached, or not be read from there
   */
  public static BinlogReader start(
      BinlogSource source, BinlogPosition from, TableHistory table, EntryBuffer buffer) {
    BinlogReader reader = new BinlogReader(buffer);
    Map<String, String> settings = ConnectorSettings.of(source, table);
    try {
      reader.task.initialize(new FixedContext(settings, from));
      reader.task.start(settings);
    } catch (RuntimeException e) {
      reader.stopTask();
      throw new BinlogException("Cannot read the binlog of %s from %s".formatted(source, from), e);
    }
    reader.thread.start();
    return reader;
  }

  private void read() {
    try {
      while (!closing) {
        for (SourceRecord record : polled()) {
          buffer.put(EntryDecoder.decode(record));
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("The reader was told to stop");
    } catch (RuntimeException e) {
      buffer.fail(e);
    }
  }

  private List<SourceRecord> polled() throws InterruptedException {
    List<SourceRecord> records = task.poll();
    return records == null ? List.of() : records;
  }

  /** Stops reading; waits until the connection to the server is closed. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    stopTask();
  }

  private void stopTask() {
    try {
      task.stop();
    } catch (RuntimeException e) {
      LOG.debug("The connector's task did not stop cleanly", e);
    }
  }

  /** Tells the task where to start: the one thing that it asks of a Connect worker. */
  private record FixedContext(Map<String, String> configs, BinlogPosition from)
      implements SourceTaskContext, OffsetStorageReader {

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return this;
    }

    @Override
    public @Nullable PluginMetrics pluginMetrics() {
      return null;
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      return from.toOffset();
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
      partitions.forEach(partition -> offsets.put(partition, from.toOffset()));
      return offsets;
    }
  }
}
