-- What operators and other programs call; the engine calls the same where it means the same.
--
-- A procedure keeps the sql_mode, character set and collation of the session that makes it: fix them. Text parameters and
-- variables name their collation, for they would take the database's and could then not be compared with the columns.
-- All run with the rights of their caller. Those of several statements are one transaction: the caller's own if autocommit is
-- off, else one that ends with the procedure.

SET @millrace_collation = @@SESSION.collation_connection, @millrace_sql_mode = @@SESSION.sql_mode;
SET SESSION collation_connection = utf8mb4_unicode_ci,
  sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

DROP PROCEDURE IF EXISTS GetRecoverableInstances;
DROP PROCEDURE IF EXISTS UpdateWorkflowHeartbeat;
DROP PROCEDURE IF EXISTS CleanupExpiredLocks;
DROP PROCEDURE IF EXISTS DetectFailedEngines;
DROP PROCEDURE IF EXISTS GetWorkflowExecutionStats;

DELIMITER //

CREATE PROCEDURE GetRecoverableInstances(IN timeout_seconds INT)
  READS SQL DATA
  SQL SECURITY INVOKER
  COMMENT 'Running or pending instances whose last heartbeat is older than timeout_seconds (null = 300), or whose engine is not active; highest priority first'
BEGIN
  DECLARE late_before DATETIME(3) DEFAULT UTC_TIMESTAMP(3) - INTERVAL COALESCE(timeout_seconds, 300) SECOND;
  IF timeout_seconds < 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'GetRecoverableInstances: timeout_seconds must be 0 or more; pass NULL for 300';
  END IF;

  -- Each branch seeks in one index: what ended long ago costs nothing. An instance without any heartbeat counts from when it
  -- was made. An engine that the directory does not know is not active. Joining the open states, rather than testing with IN,
  -- lets MySQL seek by engine and state.
  WITH recoverable AS (
    SELECT i.id
    FROM workflow_instances i
    WHERE i.status IN ('pending', 'running') AND i.last_heartbeat < late_before
    UNION
    SELECT i.id
    FROM workflow_instances i
    WHERE i.status IN ('pending', 'running') AND i.last_heartbeat IS NULL AND i.created_at < late_before
    UNION
    SELECT i.id
    FROM (SELECT DISTINCT assigned_engine_id AS engine_id FROM workflow_instances WHERE assigned_engine_id IS NOT NULL) a
    LEFT JOIN workflow_engine_instances e ON e.instance_id = a.engine_id
    CROSS JOIN (SELECT 'pending' AS status UNION ALL SELECT 'running') o
    JOIN workflow_instances i ON i.assigned_engine_id = a.engine_id AND i.status = o.status
    WHERE e.instance_id IS NULL OR e.status <> 'active'
  )
  SELECT
    i.id AS workflow_instance_id,
    i.name AS workflow_name,
    i.status AS status,
    i.priority AS priority,
    i.current_node_id AS current_node_id,
    i.assigned_engine_id AS assigned_engine_id,
    e.status AS engine_status,
    i.lock_owner AS lock_owner,
    i.last_heartbeat AS last_heartbeat,
    TIMESTAMPDIFF(SECOND, COALESCE(i.last_heartbeat, i.created_at), UTC_TIMESTAMP(3)) AS seconds_since_heartbeat,
    IF(COALESCE(i.last_heartbeat, i.created_at) < late_before, 'heartbeat late', 'engine not active') AS reason
  FROM recoverable r
  JOIN workflow_instances i ON i.id = r.id
  LEFT JOIN workflow_engine_instances e ON e.instance_id = i.assigned_engine_id
  ORDER BY i.priority DESC, i.id;
END //

CREATE PROCEDURE UpdateWorkflowHeartbeat(IN instance_id BIGINT, IN owner_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  MODIFIES SQL DATA
  SQL SECURITY INVOKER
  COMMENT 'Renews heartbeat and lock of an open instance if owner_id holds it; returns the rows changed, 0 = not the owner'
BEGIN
  -- The lock row workflow:<id> decides where there is one, else lock_owner. One statement, so that nobody can come between the
  -- question and the answer. The lease keeps its length. A heartbeat is always later than the one before it, so that a row that
  -- was found is a row that was changed.
  UPDATE workflow_instances i
  LEFT JOIN workflow_locks l ON l.lock_key = CONCAT('workflow:', i.id)
  SET
    i.last_heartbeat = COALESCE(GREATEST(UTC_TIMESTAMP(3), i.last_heartbeat + INTERVAL 1000 MICROSECOND), UTC_TIMESTAMP(3)),
    l.expires_at = UTC_TIMESTAMP(3) + INTERVAL GREATEST(TIMESTAMPDIFF(MICROSECOND, l.renewed_at, l.expires_at), 1000) MICROSECOND,
    l.renewed_at = UTC_TIMESTAMP(3)
  WHERE i.id = instance_id
    AND i.status IN ('pending', 'running', 'paused')
    AND IF(l.lock_key IS NULL, i.lock_owner = owner_id, l.owner = owner_id AND l.expires_at > UTC_TIMESTAMP(3));
  SELECT ROW_COUNT() AS rows_changed;
END //

CREATE PROCEDURE CleanupExpiredLocks()
  MODIFIES SQL DATA
  SQL SECURITY INVOKER
  COMMENT 'Deletes expired locks and returns how many; the row of a partition or leader lock stays without owner, so that its fencing token never goes back'
BEGIN
  DECLARE cleaned BIGINT DEFAULT 0;
  DELETE FROM workflow_locks
  WHERE expires_at <= UTC_TIMESTAMP(3) AND lock_key NOT LIKE 'partition:%' AND lock_key NOT LIKE 'leader:%';
  SET cleaned = ROW_COUNT();
  UPDATE workflow_locks
  SET owner = '', lock_data = NULL
  WHERE expires_at <= UTC_TIMESTAMP(3) AND owner <> '';
  SELECT cleaned + ROW_COUNT() AS cleaned_locks;
END //

CREATE PROCEDURE DetectFailedEngines(IN heartbeat_timeout_seconds INT)
  MODIFIES SQL DATA
  SQL SECURITY INVOKER
  COMMENT 'Marks engines whose heartbeat is older than heartbeat_timeout_seconds (null = 300) inactive, releases their locks, closes their assignments, writes failover_events; returns the engines'
BEGIN
  IF heartbeat_timeout_seconds < 0 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'DetectFailedEngines: heartbeat_timeout_seconds must be 0 or more; pass NULL for 300';
  END IF;

  BEGIN
    DECLARE late_before DATETIME(3) DEFAULT UTC_TIMESTAMP(3) - INTERVAL COALESCE(heartbeat_timeout_seconds, 300) SECOND;
    DECLARE own_transaction BOOLEAN DEFAULT @@SESSION.autocommit;
    DECLARE event_ids, workflows, nodes JSON DEFAULT '[]';
    DECLARE engine_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
    DECLARE first_event, last_event BIGINT;
    DECLARE heartbeat DATETIME(3);
    DECLARE no_more BOOLEAN DEFAULT FALSE;
    DECLARE late_engines CURSOR FOR
      SELECT e.instance_id, e.last_heartbeat
      FROM workflow_engine_instances e
      WHERE e.status IN ('active', 'maintenance') AND e.last_heartbeat < late_before
      ORDER BY e.instance_id;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET no_more = TRUE;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      IF own_transaction THEN
        ROLLBACK;
        SET SESSION autocommit = 1;
      END IF;
      RESIGNAL;
    END;

    SET SESSION autocommit = 0;
    OPEN late_engines;
    next_engine: LOOP
      FETCH late_engines INTO engine_id, heartbeat;
      IF no_more THEN
        LEAVE next_engine;
      END IF;

      -- Conditional: the engine may have come back, or somebody else may have found it first.
      UPDATE workflow_engine_instances e
      SET e.status = 'inactive'
      WHERE e.instance_id = engine_id AND e.status IN ('active', 'maintenance') AND e.last_heartbeat < late_before;
      IF ROW_COUNT() = 0 THEN
        ITERATE next_engine;
      END IF;

      -- Read into variables: INSERT ... SELECT would lock the rows that it reads against intake.
      SELECT COALESCE(JSON_ARRAYAGG(i.id), JSON_ARRAY()) INTO workflows
      FROM workflow_instances i
      WHERE i.assigned_engine_id = engine_id AND i.status IN ('pending', 'running', 'paused');
      SELECT COALESCE(JSON_ARRAYAGG(JSON_OBJECT('workflowInstanceId', t.workflow_instance_id, 'nodeNo', t.node_no, 'nodeId', t.node_id)), JSON_ARRAY())
      INTO nodes
      FROM task_nodes t
      WHERE t.assigned_engine_id = engine_id AND t.status IN ('pending', 'scheduled', 'running', 'retrying', 'waiting');
      INSERT INTO failover_events (failed_engine_id, affected_workflows, affected_nodes, failover_reason)
      VALUES (engine_id, workflows, nodes, CONCAT('no heartbeat since ', heartbeat, ' UTC'));
      SET last_event = LAST_INSERT_ID(), first_event = COALESCE(first_event, last_event), event_ids = JSON_ARRAY_APPEND(event_ids, '$', last_event);

      DELETE FROM workflow_locks
      WHERE owner = engine_id AND lock_key NOT LIKE 'partition:%' AND lock_key NOT LIKE 'leader:%';
      UPDATE workflow_locks
      SET owner = '', lock_data = NULL, expires_at = LEAST(expires_at, UTC_TIMESTAMP(3))
      WHERE owner = engine_id;
      UPDATE workflow_assignments
      SET status = 'transferred', completed_at = UTC_TIMESTAMP(3)
      WHERE assigned_engine_id = engine_id AND status IN ('assigned', 'running');
      UPDATE node_assignments
      SET status = 'transferred', completed_at = UTC_TIMESTAMP(3)
      WHERE assigned_engine_id = engine_id AND status IN ('assigned', 'running');
    END LOOP;
    CLOSE late_engines;

    SELECT
      f.failed_engine_id AS instance_id,
      e.hostname AS hostname,
      e.process_id AS process_id,
      e.last_heartbeat AS last_heartbeat,
      TIMESTAMPDIFF(SECOND, e.last_heartbeat, UTC_TIMESTAMP(3)) AS seconds_since_heartbeat,
      f.id AS failover_event_id,
      JSON_LENGTH(f.affected_workflows) AS affected_workflows,
      JSON_LENGTH(f.affected_nodes) AS affected_nodes
    FROM failover_events f
    JOIN workflow_engine_instances e ON e.instance_id = f.failed_engine_id
    WHERE f.id BETWEEN first_event AND last_event AND f.id MEMBER OF (event_ids)
    ORDER BY f.id;

    IF own_transaction THEN
      COMMIT;
      SET SESSION autocommit = 1;
    END IF;
  END;
END //

CREATE PROCEDURE GetWorkflowExecutionStats(IN start_date DATETIME(3), IN end_date DATETIME(3))
  READS SQL DATA
  SQL SECURITY INVOKER
  COMMENT 'Per workflow, over the instances created from start_date (null = the first) up to but without end_date (null = now): counts, success rate, durations of the completed ones'
BEGIN
  IF start_date > end_date THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'GetWorkflowExecutionStats: start_date must not be after end_date';
  END IF;

  -- success_rate is the share, in per cent, of the instances that ended. Percentiles are nearest-rank: a duration that occurred.
  WITH cohort AS (
    SELECT
      i.name,
      i.status,
      i.started_at,
      IF(i.status = 'completed', TIMESTAMPDIFF(MICROSECOND, i.started_at, i.completed_at) DIV 1000, NULL) AS duration_ms
    FROM workflow_instances i
    WHERE i.created_at >= COALESCE(start_date, '1000-01-01') AND i.created_at < COALESCE(end_date, UTC_TIMESTAMP(3) + INTERVAL 1 SECOND)
  ), ranked AS (
    SELECT c.*, CUME_DIST() OVER (PARTITION BY c.name, c.duration_ms IS NULL ORDER BY c.duration_ms) AS share
    FROM cohort c
  )
  SELECT
    r.name AS workflow_name,
    COUNT(*) AS created,
    COUNT(r.started_at) AS started,
    COUNT(IF(r.status = 'completed', 1, NULL)) AS completed,
    COUNT(IF(r.status = 'failed', 1, NULL)) AS failed,
    COUNT(IF(r.status = 'cancelled', 1, NULL)) AS cancelled,
    COUNT(IF(r.status = 'timeout', 1, NULL)) AS timed_out,
    COUNT(IF(r.status IN ('pending', 'running', 'paused'), 1, NULL)) AS still_open,
    ROUND(100 * COUNT(IF(r.status = 'completed', 1, NULL))
      / NULLIF(COUNT(IF(r.status IN ('completed', 'failed', 'cancelled', 'timeout'), 1, NULL)), 0), 2) AS success_rate,
    ROUND(AVG(r.duration_ms)) AS mean_duration_ms,
    MIN(IF(r.share >= 0.50, r.duration_ms, NULL)) AS p50_duration_ms,
    MIN(IF(r.share >= 0.95, r.duration_ms, NULL)) AS p95_duration_ms
  FROM ranked r
  GROUP BY r.name
  ORDER BY r.name;
END //

DELIMITER ;

SET SESSION collation_connection = @millrace_collation, sql_mode = @millrace_sql_mode;
