package io.millrace.relay.binlog;

import io.debezium.connector.mysql.MySqlConnector;
import io.millrace.contract.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The settings of Debezium's engine and of its MySQL connector. */
final class EngineSettings {

  /**
   * The connector's queue is woken up by the entry that fills a batch, and else only when its poll
   * interval is over; until then it spins through the last millisecond. A batch of one is therefore
   * handed over at once and costs nothing while there is none. Batches are made by {@link
   * EntryBuffer}.
   */
  private static final String BATCH_SIZE = "1";

  private static final String QUEUE_SIZE = "64";
  private static final String POLL_INTERVAL_MILLIS = "500";

  private EngineSettings() {}

  static Properties of(BinlogSource source, BinlogPosition from, TableHistory table) {
    Map<String, String> settings = new HashMap<>();
    // Names its MBeans too: two relays in one process, or one after the other, must not clash.
    String name = "relay-" + UUID.randomUUID();
    settings.put("name", name);
    settings.put("topic.prefix", name);
    settings.put("connector.class", MySqlConnector.class.getName());
    settings.put("offset.storage", KnownPosition.class.getName());
    settings.put(KnownPosition.OFFSET, Json.text(from.toOffset()));
    // A thread more would only wait: a batch has one record.
    settings.put("record.processing.threads", "1");
    settings.put("task.management.timeout.ms", "10000");
    putServer(settings, source);
    putTable(settings, source, table);
    settings.put("max.batch.size", BATCH_SIZE);
    settings.put("max.queue.size", QUEUE_SIZE);
    settings.put("poll.interval.ms", POLL_INTERVAL_MILLIS);
    settings.put("heartbeat.interval.ms", Long.toString(source.heartbeat().toMillis()));
    settings.put("binary.handling.mode", "bytes");
    settings.put("skipped.operations", "u,d,t");
    // Any failure ends the reader; the relay starts another one from the last published position.
    settings.put("errors.max.retries", "0");
    settings.put("executor.shutdown.timeout.ms", "4000");
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private static void putServer(Map<String, String> settings, BinlogSource source) {
    settings.put("database.hostname", source.host());
    settings.put("database.port", Integer.toString(source.port()));
    settings.put("database.user", source.user());
    settings.put("database.password", Objects.requireNonNullElse(source.password(), ""));
    settings.put("database.ssl.mode", source.sslMode());
    settings.put(
        "database.server.id",
        Integer.toString(ThreadLocalRandom.current().nextInt(1 << 20, Integer.MAX_VALUE)));
    settings.put("connect.timeout.ms", "10000");
    // A client that reconnects by itself starts the transaction that it was in again.
    settings.put("connect.keep.alive", "false");
    settings.put("connect.keep.alive.interval.ms", Long.toString(source.heartbeat().toMillis()));
  }

  private static void putTable(
      Map<String, String> settings, BinlogSource source, TableHistory table) {
    String database = Pattern.quote(source.database());
    settings.put("database.include.list", database);
    settings.put("table.include.list", database + "\\.outbox");
    settings.put("snapshot.mode", "no_data");
    settings.put("snapshot.locking.mode", "none");
    settings.put("schema.history.internal", KnownTableHistory.class.getName());
    settings.put(KnownTableHistory.DATABASE, source.database());
    settings.put(KnownTableHistory.STATEMENTS, Json.text(table));
    settings.put("schema.history.internal.store.only.captured.tables.ddl", "true");
    settings.put("schema.history.internal.skip.unparseable.ddl", "true");
    // Statements that do not name the table are none of the relay's business: do not parse them.
    settings.put("internal.schema.history.internal.ddl.filter", "(?!.*outbox).*");
    settings.put("include.schema.changes", "true");
  }
}
