package io.millrace.local;

import java.util.Map;

/** What MySQL promises of a transaction that it has committed. */
public enum Durability {
  /** It survives the loss of power: redo log and binlog are synced at every commit. The default. */
  FULL,

  /**
   * It survives the death of mysqld but not of the machine. Only for tests that prove nothing about
   * durability: they start sooner and need a third of the memory.
   */
  RELAXED;

  /** The server variables that make the promise. */
  Map<String, String> serverVariables() {
    return switch (this) {
      case FULL ->
          Map.of(
              "innodb_flush_log_at_trx_commit", "1",
              "sync_binlog", "1",
              "innodb_buffer_pool_size", "128M");
      case RELAXED ->
          Map.of(
              "innodb_flush_log_at_trx_commit", "2",
              "sync_binlog", "0",
              "innodb_flush_method", "nosync",
              "innodb_doublewrite", "OFF",
              "innodb_buffer_pool_size", "64M",
              "performance_schema", "OFF");
    };
  }
}
