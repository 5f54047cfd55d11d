package io.millrace.relay.binlog;

import io.debezium.config.Configuration;
import io.debezium.relational.Tables;
import io.debezium.relational.ddl.DdlParser;
import io.debezium.relational.history.HistoryRecordComparator;
import io.debezium.relational.history.SchemaHistory;
import io.debezium.relational.history.SchemaHistoryListener;
import io.debezium.relational.history.TableChanges;
import io.millrace.contract.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Gives Debezium the one table that the relay reads, as it was at the position where reading
 * starts. Instantiated by Debezium, hence public; everything it needs is in its settings.
 *
 * <p>It records nothing: changes of the table come to the relay as entries, and are kept in Kafka
 * together with the position that they belong to.
 */
public final class KnownTableHistory implements SchemaHistory {

  static final String DATABASE = CONFIGURATION_FIELD_PREFIX_STRING + "millrace.database";
  static final String STATEMENTS = CONFIGURATION_FIELD_PREFIX_STRING + "millrace.statements";

  private String database = "";
  private TableHistory table = new TableHistory(List.of());

  /** For Debezium. */
  public KnownTableHistory() {}

  @Override
  public void configure(
      Configuration config,
      HistoryRecordComparator comparator,
      SchemaHistoryListener listener,
      boolean useCatalogBeforeSchema) {
    database = config.getString(DATABASE);
    table = Json.read(config.getString(STATEMENTS), TableHistory.class);
  }

  @Override
  @Deprecated
  public void recover(
      Map<Map<String, ?>, Map<String, ?>> offsets, Tables schema, DdlParser ddlParser) {
    for (String statement : table.statements()) {
      ddlParser.setCurrentDatabase(database);
      ddlParser.setCurrentSchema(database);
      ddlParser.parse(statement, schema);
    }
  }

  @Override
  public void record(
      Map<String, ?> source, Map<String, ?> position, String databaseName, String ddl) {}

  @Override
  public void record(
      Map<String, ?> source,
      Map<String, ?> position,
      String databaseName,
      String schemaName,
      String ddl,
      TableChanges changes,
      Instant timestamp) {}

  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public boolean storageExists() {
    return true;
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public void initializeStorage() {}
}
