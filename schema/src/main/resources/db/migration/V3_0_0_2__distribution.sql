-- Who runs what: locks, engines, assignments and failovers.

CREATE TABLE IF NOT EXISTS workflow_locks (
  lock_key      VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'workflow:<id>, node:<id>:<node>, mutex:<key>, partition:<n> or leader:<role>, compared byte for byte',
  owner         VARCHAR(255) NOT NULL COMMENT 'Who holds the lock; empty = nobody, the row stays for its fencing token',
  lock_type     ENUM('workflow','node','resource') NOT NULL COMMENT 'What is locked; mutex, partition and leader locks are resources',
  fencing_token BIGINT       NOT NULL DEFAULT 1 COMMENT 'Grows each time the lock changes hands; a writer with an older token is refused. Never goes back for partition and leader locks',
  expires_at    DATETIME(3)  NOT NULL COMMENT 'Held until, UTC, unless renewed',
  lock_data     JSON         NULL COMMENT 'Whatever the owner wants to note',
  acquired_at   DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Held since, UTC',
  renewed_at    DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Last renewal, UTC; expires_at - renewed_at is the length of the lease',
  PRIMARY KEY (lock_key),
  KEY idx_workflow_locks_owner (owner) COMMENT 'Locks of an owner: DetectFailedEngines; release at shutdown',
  KEY idx_workflow_locks_expires (expires_at) COMMENT 'CleanupExpiredLocks',
  CONSTRAINT chk_workflow_locks_token CHECK (fencing_token >= 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Leases with fencing tokens: one row is one lock';

CREATE TABLE IF NOT EXISTS workflow_engine_instances (
  instance_id         VARCHAR(255) NOT NULL COMMENT 'Unique id of the engine process',
  hostname            VARCHAR(255) NOT NULL COMMENT 'Host that it runs on',
  process_id          BIGINT       NOT NULL COMMENT 'Its process id there',
  status              ENUM('active','inactive','maintenance') NOT NULL DEFAULT 'active' COMMENT 'inactive = stopped or found dead; maintenance = alive, takes no new work',
  roles               JSON         NOT NULL DEFAULT (JSON_ARRAY()) COMMENT 'What the process does: intake, topologies, relay, worker',
  load_info           JSON         NOT NULL DEFAULT (JSON_OBJECT()) COMMENT 'Load at the last heartbeat: cpu (0-1), memory (bytes), activeWorkflows, activeNodes',
  supported_executors JSON         NOT NULL DEFAULT (JSON_ARRAY()) COMMENT 'Names of the executors that it can run',
  version             VARCHAR(255) NULL COMMENT 'Version of Millrace that it runs',
  started_at          DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Process started, UTC',
  last_heartbeat      DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Last sign of life, UTC',
  PRIMARY KEY (instance_id),
  KEY idx_workflow_engine_instances_heartbeat (status, last_heartbeat) COMMENT 'DetectFailedEngines: engines whose heartbeat is late'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Engine directory: one row per engine process, kept after its end';

CREATE TABLE IF NOT EXISTS workflow_assignments (
  id                   BIGINT       NOT NULL AUTO_INCREMENT COMMENT 'Key of the assignment',
  workflow_instance_id BIGINT       NOT NULL COMMENT 'Instance that was assigned',
  assigned_engine_id   VARCHAR(255) NOT NULL COMMENT 'Engine that got it',
  assignment_strategy  VARCHAR(255) NOT NULL COMMENT 'Strategy that chose the engine',
  assignment_reason    VARCHAR(255) NULL COMMENT 'Why this engine, in words',
  status               ENUM('assigned','running','completed','failed','transferred') NOT NULL DEFAULT 'assigned' COMMENT 'How it went; transferred = the engine was lost and the work moved on',
  assigned_at          DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Assigned, UTC',
  completed_at         DATETIME(3)  NULL COMMENT 'Ended, UTC; null while it lasts',
  PRIMARY KEY (id),
  KEY idx_workflow_assignments_instance (workflow_instance_id) COMMENT 'Assignments of an instance: closing them, describing it',
  KEY idx_workflow_assignments_engine (assigned_engine_id, status) COMMENT 'DetectFailedEngines closes the open assignments of an engine'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Which instance was assigned to which engine, and why';

CREATE TABLE IF NOT EXISTS node_assignments (
  id                    BIGINT       NOT NULL AUTO_INCREMENT COMMENT 'Key of the assignment',
  workflow_instance_id  BIGINT       NOT NULL COMMENT 'Instance that the node belongs to',
  node_no               INT          NOT NULL COMMENT 'Number of the node within its instance',
  node_id               VARCHAR(255) NOT NULL COMMENT 'Id of the node in the definition',
  assigned_engine_id    VARCHAR(255) NOT NULL COMMENT 'Engine that got it',
  assignment_strategy   VARCHAR(255) NOT NULL COMMENT 'Strategy that chose the engine',
  required_capabilities JSON         NOT NULL DEFAULT (JSON_ARRAY()) COMMENT 'What the engine had to be able to do: an array of executor names and capabilities',
  estimated_duration    INT          NULL COMMENT 'Expected duration in ms, from the recent history of the executor',
  status                ENUM('assigned','running','completed','failed','transferred') NOT NULL DEFAULT 'assigned' COMMENT 'How it went; transferred = the engine was lost and the work moved on',
  assigned_at           DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Assigned, UTC',
  completed_at          DATETIME(3)  NULL COMMENT 'Ended, UTC; null while it lasts',
  PRIMARY KEY (id),
  KEY idx_node_assignments_node (workflow_instance_id, node_no) COMMENT 'Assignments of a node: closing them, describing its instance',
  KEY idx_node_assignments_engine (assigned_engine_id, status) COMMENT 'DetectFailedEngines closes the open assignments of an engine'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Which node was assigned to which engine, and why';

CREATE TABLE IF NOT EXISTS failover_events (
  id                    BIGINT       NOT NULL AUTO_INCREMENT COMMENT 'Key of the event',
  failed_engine_id      VARCHAR(255) NOT NULL COMMENT 'Engine that was lost',
  takeover_engine_id    VARCHAR(255) NULL COMMENT 'Engine that took over; null until one did',
  affected_workflows    JSON         NOT NULL DEFAULT (JSON_ARRAY()) COMMENT 'Ids of the open instances that were assigned to the lost engine',
  affected_nodes        JSON         NOT NULL DEFAULT (JSON_ARRAY()) COMMENT 'Open nodes that were assigned to it: objects of workflowInstanceId, nodeNo, nodeId',
  failover_reason       VARCHAR(255) NOT NULL COMMENT 'Why it was taken for lost',
  event_time            DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Detected, UTC',
  recovery_completed_at DATETIME(3)  NULL COMMENT 'Everything moved on, UTC; null until then',
  status                ENUM('detected','recovering','recovered','failed') NOT NULL DEFAULT 'detected' COMMENT 'How far the recovery is',
  PRIMARY KEY (id),
  KEY idx_failover_events_engine (failed_engine_id, event_time) COMMENT 'Take-over: events of a lost engine, newest first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Lost engines: what was affected and who took over';
