package io.millrace.engine.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.jdbc.JdbcRunner;
import java.time.Duration;
import java.util.List;

/**
 * Engines in {@code workflow_engine_instances}; all times are by MySQL's clock. Methods throw
 * {@link io.millrace.jdbc.DatabaseFault}.
 *
 * @param runner runs the transactions
 */
public record EngineDirectory(JdbcRunner runner) {

  private static final String BEAT =
      "INSERT INTO workflow_engine_instances (instance_id, hostname, process_id, status, roles,"
          + " load_info, supported_executors, version, started_at, last_heartbeat)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3)) AS fresh"
          + " ON DUPLICATE KEY UPDATE hostname = fresh.hostname, process_id = fresh.process_id,"
          + " status = fresh.status, roles = fresh.roles, load_info = fresh.load_info,"
          + " supported_executors = fresh.supported_executors, version = fresh.version,"
          + " started_at = fresh.started_at, last_heartbeat = fresh.last_heartbeat";

  private static final String LEADER = "SELECT owner FROM workflow_locks WHERE lock_key = ?";

  private static final String ENSURE_LEADER =
      "INSERT IGNORE INTO workflow_locks"
          + " (lock_key, owner, lock_type, fencing_token, expires_at)"
          + " VALUES (?, '', 'resource', 1, UTC_TIMESTAMP(3))";

  private static final String LEAD =
      "UPDATE workflow_locks SET fencing_token = fencing_token + IF(owner = ?, 0, 1),"
          + " acquired_at = IF(owner = ?, acquired_at, UTC_TIMESTAMP(3)), owner = ?,"
          + " renewed_at = UTC_TIMESTAMP(3),"
          + " expires_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND"
          + " WHERE lock_key = ?"
          + " AND (owner = '' OR owner = ? OR expires_at <= UTC_TIMESTAMP(3))";

  private static final int MICROS_PER_MILLI = 1_000;

  /**
   * A lost engine, as {@code DetectFailedEngines} found it.
   *
   * @param engineId who
   * @param workflows how many open instances were assigned to it
   */
  public record LostEngine(String engineId, int workflows) {}

  /** Enters a sign of life. */
  public void beat(EngineHeartbeat heartbeat) {
    JsonNode load = heartbeat.load();
    runner.run(
        transaction ->
            transaction.update(
                BEAT,
                heartbeat.engineId(),
                heartbeat.hostname(),
                heartbeat.processId(),
                heartbeat.status(),
                Json.text(heartbeat.roles()),
                load == null ? "{}" : Json.text(load),
                Json.text(heartbeat.executors()),
                heartbeat.version(),
                heartbeat.startedAt()));
  }

  /**
   * Becomes or stays the one engine that plays a role; the lease is renewed by asking again.
   *
   * @return whether this engine plays it now
   */
  public boolean lead(String role, String engineId, Duration lease) {
    String key = "leader:" + role;
    return runner.inTransaction(
        transaction -> {
          // Not blindly: an insert that finds its row would keep a lock on it, and deadlock.
          if (transaction.query(LEADER, List.of(key), row -> row.getString(1)).isEmpty()) {
            transaction.update(ENSURE_LEADER, key);
          }
          long micros = lease.toMillis() * MICROS_PER_MILLI;
          return transaction.update(LEAD, engineId, engineId, engineId, micros, key, engineId) == 1;
        });
  }

  /** Calls {@code DetectFailedEngines}. */
  public List<LostEngine> detectFailed(Duration deadAfter) {
    return runner.inTransaction(
        transaction ->
            transaction.query(
                "CALL DetectFailedEngines(?)",
                List.of((int) Math.max(1, deadAfter.toSeconds())),
                row ->
                    new LostEngine(
                        row.getString("instance_id"), row.getInt("affected_workflows"))));
  }

  /**
   * Notes who took over from lost engines: the owner of the partition in which the first affected
   * instance lives. A failover is recovered once every affected partition has an owner.
   */
  public void completeFailovers() {
    runner.run(
        transaction ->
            transaction.update(
                """
                UPDATE failover_events f
                JOIN (
                  SELECT e.id,
                    COUNT(*) AS partitions,
                    COUNT(IF(l.owner <> '' AND l.expires_at > UTC_TIMESTAMP(3), 1, NULL)) AS owned,
                    MIN(IF(l.owner <> '', l.owner, NULL)) AS owner
                  FROM failover_events e
                  LEFT JOIN JSON_TABLE(e.affected_workflows, '$[*]' COLUMNS (w BIGINT PATH '$')) t ON TRUE
                  LEFT JOIN workflow_locks l ON l.lock_key = CONCAT('partition:', t.w >> 40)
                  WHERE e.status IN ('detected', 'recovering')
                  GROUP BY e.id
                ) now ON now.id = f.id
                SET f.takeover_engine_id = now.owner,
                  f.status = IF(now.owned = now.partitions OR JSON_LENGTH(f.affected_workflows) = 0, 'recovered', 'recovering'),
                  f.recovery_completed_at = IF(now.owned = now.partitions OR JSON_LENGTH(f.affected_workflows) = 0, UTC_TIMESTAMP(3), NULL)
                """));
  }
}
