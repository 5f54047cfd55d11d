-- Views for operators. A view keeps the character set and collation of the session that makes it: fix them, so that every way of
-- installing gives the same view.

SET @millrace_collation = @@SESSION.collation_connection;
SET SESSION collation_connection = utf8mb4_unicode_ci;

-- One row per instance. LATERAL reads the nodes of just the instances that a query asks for, by their primary key.
-- Node rows are made when a node is reached, so the definition's own count is the total until loops have made more.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_distributed_execution_status AS
SELECT
  i.id AS workflow_instance_id,
  i.name AS workflow_name,
  d.version AS workflow_version,
  i.status AS status,
  i.priority AS priority,
  i.external_id AS external_id,
  i.input_business_key AS input_business_key,
  i.partition_no AS partition_no,
  i.current_node_id AS current_node_id,
  i.assigned_engine_id AS assigned_engine_id,
  GREATEST(n.node_rows, COALESCE(JSON_LENGTH(d.definition, '$.nodes'), 0)) AS total_nodes,
  n.pending_nodes AS pending_nodes,
  n.scheduled_nodes AS scheduled_nodes,
  n.running_nodes AS running_nodes,
  n.retrying_nodes AS retrying_nodes,
  n.waiting_nodes AS waiting_nodes,
  n.completed_nodes AS completed_nodes,
  n.failed_nodes AS failed_nodes,
  n.skipped_nodes AS skipped_nodes,
  n.cancelled_nodes AS cancelled_nodes,
  n.timeout_nodes AS timeout_nodes,
  CASE
    WHEN i.status = 'completed' THEN 100.0
    ELSE COALESCE(ROUND(100 * n.ended_nodes / NULLIF(GREATEST(n.node_rows, COALESCE(JSON_LENGTH(d.definition, '$.nodes'), 0)), 0), 1), 0.0)
  END AS percent_done,
  n.node_engines + IF(i.assigned_engine_id IS NULL OR n.nodes_at_own_engine > 0, 0, 1) AS engines_involved,
  i.created_at AS created_at,
  i.started_at AS started_at,
  i.completed_at AS completed_at,
  TIMESTAMPDIFF(MICROSECOND, i.started_at, COALESCE(i.completed_at, UTC_TIMESTAMP(3))) DIV 1000 AS running_ms,
  GREATEST(COALESCE(i.last_heartbeat, n.node_heartbeat), COALESCE(n.node_heartbeat, i.last_heartbeat)) AS last_heartbeat
FROM workflow_instances i
JOIN workflow_definitions d ON d.id = i.workflow_definition_id
JOIN LATERAL (
  SELECT
    COUNT(*) AS node_rows,
    COUNT(IF(t.status = 'pending', 1, NULL)) AS pending_nodes,
    COUNT(IF(t.status = 'scheduled', 1, NULL)) AS scheduled_nodes,
    COUNT(IF(t.status = 'running', 1, NULL)) AS running_nodes,
    COUNT(IF(t.status = 'retrying', 1, NULL)) AS retrying_nodes,
    COUNT(IF(t.status = 'waiting', 1, NULL)) AS waiting_nodes,
    COUNT(IF(t.status = 'completed', 1, NULL)) AS completed_nodes,
    COUNT(IF(t.status = 'failed', 1, NULL)) AS failed_nodes,
    COUNT(IF(t.status = 'skipped', 1, NULL)) AS skipped_nodes,
    COUNT(IF(t.status = 'cancelled', 1, NULL)) AS cancelled_nodes,
    COUNT(IF(t.status = 'timeout', 1, NULL)) AS timeout_nodes,
    COUNT(IF(t.status IN ('completed', 'failed', 'skipped', 'cancelled', 'timeout'), 1, NULL)) AS ended_nodes,
    COUNT(DISTINCT t.assigned_engine_id) AS node_engines,
    COUNT(IF(t.assigned_engine_id = i.assigned_engine_id, 1, NULL)) AS nodes_at_own_engine,
    MAX(t.last_heartbeat) AS node_heartbeat
  FROM task_nodes t
  WHERE t.workflow_instance_id = i.id
) n ON TRUE;

-- One row per engine. What is assigned is counted in the live rows, so that it cannot drift from them. Joining the open states,
-- rather than testing with IN, lets MySQL seek by engine and state: with IN it would read all that the engine ever ran.
-- healthy: heartbeat within 30 s; late: within 300 s; dead: older, or the engine is inactive. 300 s is also the default of
-- DetectFailedEngines and GetRecoverableInstances.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_engine_load_status AS
SELECT
  e.instance_id AS instance_id,
  e.hostname AS hostname,
  e.process_id AS process_id,
  e.version AS version,
  e.status AS status,
  e.roles AS roles,
  e.supported_executors AS supported_executors,
  e.load_info AS load_info,
  CAST(JSON_VALUE(e.load_info, '$.cpu') AS DECIMAL(10, 4)) AS cpu,
  CAST(JSON_VALUE(e.load_info, '$.memory') AS SIGNED) AS memory_bytes,
  (SELECT COUNT(*)
    FROM (SELECT 'pending' AS status UNION ALL SELECT 'running' UNION ALL SELECT 'paused') o
    JOIN workflow_instances i ON i.assigned_engine_id = e.instance_id AND i.status = o.status) AS assigned_workflows,
  (SELECT COUNT(*)
    FROM (SELECT 'pending' AS status UNION ALL SELECT 'scheduled' UNION ALL SELECT 'running' UNION ALL SELECT 'retrying' UNION ALL SELECT 'waiting') o
    JOIN task_nodes t ON t.assigned_engine_id = e.instance_id AND t.status = o.status) AS assigned_nodes,
  e.started_at AS started_at,
  e.last_heartbeat AS last_heartbeat,
  TIMESTAMPDIFF(SECOND, e.last_heartbeat, UTC_TIMESTAMP(3)) AS seconds_since_heartbeat,
  CASE
    WHEN e.status = 'inactive' OR e.last_heartbeat < UTC_TIMESTAMP(3) - INTERVAL 300 SECOND THEN 'dead'
    WHEN e.last_heartbeat < UTC_TIMESTAMP(3) - INTERVAL 30 SECOND THEN 'late'
    ELSE 'healthy'
  END AS health
FROM workflow_engine_instances e;

-- One row per lock. A lock without an owner (given back, its row kept for the fencing token) shows as expired.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v_lock_status AS
SELECT
  l.lock_key AS lock_key,
  l.lock_type AS lock_type,
  NULLIF(l.owner, '') AS owner,
  e.status AS owner_status,
  l.fencing_token AS fencing_token,
  l.acquired_at AS acquired_at,
  l.renewed_at AS renewed_at,
  l.expires_at AS expires_at,
  CAST(IF(l.owner = '', 0, GREATEST(0, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), l.expires_at) / 1000000)) AS DECIMAL(12, 3)) AS seconds_left,
  IF(l.owner <> '' AND l.expires_at > UTC_TIMESTAMP(3), 'held', 'expired') AS state
FROM workflow_locks l
LEFT JOIN workflow_engine_instances e ON e.instance_id = l.owner;

SET SESSION collation_connection = @millrace_collation;
