package io.millrace.relay.binlog;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.CompletionCallback;
import io.debezium.engine.DebeziumEngine.ConnectorCallback;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the outbox from the binlog into a buffer, from a position on, until it is closed or fails.
 *
 * <p>Runs Debezium's embedded engine, whose polling thread fills the buffer.
 */
public final class BinlogReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BinlogReader.class);

  private final EntryBuffer buffer;
  private final CompletableFuture<Void> polling = new CompletableFuture<>();
  private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
  private final Thread thread;

  private BinlogReader(Properties settings, EntryBuffer buffer) {
    this.buffer = buffer;
    this.engine =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
            .using(settings)
            .using(whenPolling())
            .using(whenEnded())
            .notifying(this::take)
            .build();
    this.thread = Thread.ofPlatform().name("relay-binlog").daemon().unstarted(engine);
  }

  private ConnectorCallback whenPolling() {
    return new ConnectorCallback() {
      @Override
      public void pollingStarted() {
        polling.complete(null);
      }
    };
  }

  private CompletionCallback whenEnded() {
    return (success, message, error) -> ended(message, error);
  }

  private void ended(String message, @Nullable Throwable error) {
    Throwable cause = error == null ? new IllegalStateException(message) : error;
    polling.completeExceptionally(cause);
    buffer.fail(cause);
  }

  /**
   * Starts reading.
   *
   * @param from where the first entry is to be found
   * @param table what the table was like there
   * @throws BinlogException when the server cannot be reached, or not be read from there
   * @throws InterruptedException when interrupted before reading has begun
   */
  public static BinlogReader start(
      BinlogSource source, BinlogPosition from, TableHistory table, EntryBuffer buffer)
      throws InterruptedException {
    BinlogReader reader = new BinlogReader(EngineSettings.of(source, from, table), buffer);
    reader.thread.start();
    try {
      reader.polling.get();
      return reader;
    } catch (ExecutionException e) {
      throw new BinlogException(
          "Cannot read the binlog of %s from %s".formatted(source, from),
          Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      // The engine refuses to stop while it starts, and would stay behind.
      reader.polling.handle((nothing, failure) -> null).join();
      reader.close();
      throw e;
    }
  }

  /** What was read is not committed here: its position goes to Kafka with the records. */
  private void take(
      List<RecordChangeEvent<SourceRecord>> records,
      RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    for (RecordChangeEvent<SourceRecord> record : records) {
      buffer.put(EntryDecoder.decode(record.record()));
    }
  }

  /** Stops reading; waits until the connection to the server is closed. */
  @Override
  public void close() {
    try {
      engine.close();
    } catch (IOException | IllegalStateException e) {
      // It has ended by itself, or is about to.
      LOG.debug("The engine did not stop when told to", e);
    }
  }
}
