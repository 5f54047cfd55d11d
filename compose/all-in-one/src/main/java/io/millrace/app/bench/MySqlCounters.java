package io.millrace.app.bench;

import io.millrace.jdbc.JdbcRunner;
import io.millrace.jdbc.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a MySQL server has written so far, whoever asked for it.
 *
 * @param rows inserted, updated or deleted
 * @param commits transactions that changed something, as the binlog counts them
 * @param redoBytes written to the redo log
 * @param outboxRows the highest id in the outbox
 */
record MySqlCounters(long rows, long commits, long redoBytes, long outboxRows) {

  static MySqlCounters read(JdbcRunner runner) {
    return runner.inTransaction(MySqlCounters::read);
  }

  private static MySqlCounters read(Transaction transaction) {
    Map<String, Long> status = new HashMap<>();
    transaction.query(
        "SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_rows_inserted',"
            + " 'Innodb_rows_updated', 'Innodb_rows_deleted', 'Innodb_os_log_written')",
        List.of(),
        row -> status.put(row.getString(1), row.getLong(2)));
    String gtids =
        transaction
            .query("SELECT @@GLOBAL.gtid_executed", List.of(), row -> row.getString(1))
            .getFirst();
    long outbox =
        transaction
            .query("SELECT COALESCE(MAX(id), 0) FROM outbox", List.of(), row -> row.getLong(1))
            .getFirst();
    return new MySqlCounters(
        status.getOrDefault("Innodb_rows_inserted", 0L)
            + status.getOrDefault("Innodb_rows_updated", 0L)
            + status.getOrDefault("Innodb_rows_deleted", 0L),
        transactions(gtids),
        status.getOrDefault("Innodb_os_log_written", 0L),
        outbox);
  }

  /** How many transactions a set of GTIDs such as {@code uuid:1-5:7,uuid:1-3} has. */
  static long transactions(String gtids) {
    long count = 0;
    for (String part : gtids.split("[,:]", -1)) {
      String interval = part.strip();
      if (interval.matches("\\d{1,18}")) {
        count++;
      } else if (interval.matches("\\d{1,18}-\\d{1,18}")) {
        int dash = interval.indexOf('-');
        count +=
            Long.parseLong(interval.substring(dash + 1))
                - Long.parseLong(interval.substring(0, dash))
                + 1;
      }
    }
    return count;
  }

  MySqlCounters since(MySqlCounters before) {
    return new MySqlCounters(
        rows - before.rows,
        commits - before.commits,
        redoBytes - before.redoBytes,
        outboxRows - before.outboxRows);
  }
}
