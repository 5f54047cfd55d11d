-- Schedules, and the log that people read.

CREATE TABLE IF NOT EXISTS workflow_schedules (
  id                     BIGINT       NOT NULL AUTO_INCREMENT COMMENT 'Key of the schedule',
  name                   VARCHAR(255) NOT NULL COMMENT 'Unique name of the schedule',
  workflow_definition_id BIGINT       NULL COMMENT 'The one version to start; null = the version that is active at the time',
  workflow_name          VARCHAR(255) NOT NULL COMMENT 'Name of the workflow to start',
  cron_expression        VARCHAR(255) NOT NULL COMMENT 'When to start it: a cron expression',
  timezone               VARCHAR(255) NOT NULL DEFAULT 'UTC' COMMENT 'Time zone in which the cron expression is read, an IANA name',
  is_enabled             BOOLEAN      NOT NULL DEFAULT TRUE COMMENT 'Whether it starts anything',
  input_data             JSON         NULL COMMENT 'Input of the instances that it starts',
  context_data           JSON         NULL COMMENT 'Context of the instances that it starts',
  business_key           VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL COMMENT 'Business key of the instances that it starts',
  mutex_key              VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL COMMENT 'Mutex key of the instances that it starts',
  next_run_time          DATETIME(3)  NULL COMMENT 'Next start, UTC; null = never again',
  last_run_time          DATETIME(3)  NULL COMMENT 'Last start, UTC',
  max_instances          INT          NOT NULL DEFAULT 1 COMMENT 'How many of its instances may be open at a time',
  overlap_policy         ENUM('skip','queue','allow') NOT NULL DEFAULT 'skip' COMMENT 'What to do when a start falls due while max_instances are open',
  catchup_policy         ENUM('none','last','all') NOT NULL DEFAULT 'none' COMMENT 'Which of the starts that were missed during a standstill are made up for',
  created_by             VARCHAR(255) NULL COMMENT 'Who made it',
  created_at             DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Made, UTC',
  updated_at             DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Last change, UTC; set by the writer',
  PRIMARY KEY (id),
  UNIQUE KEY uq_workflow_schedules_name (name) COMMENT 'Schedule by name',
  KEY idx_workflow_schedules_due (is_enabled, next_run_time) COMMENT 'Scheduler: enabled schedules that are due',
  KEY idx_workflow_schedules_definition (workflow_definition_id) COMMENT 'Foreign key to workflow_definitions',
  CONSTRAINT fk_workflow_schedules_definition FOREIGN KEY (workflow_definition_id) REFERENCES workflow_definitions (id),
  CONSTRAINT chk_workflow_schedules_max_instances CHECK (max_instances >= 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Schedules that start workflows';

-- Partitioned by time, so that old logs leave by dropping a partition. Everything starts in the partition `future`, from which
-- io.millrace.schema.TimePartitions cuts the real ones; MySQL wants the partitioning column in the primary key and no foreign key.
CREATE TABLE IF NOT EXISTS execution_logs (
  id                   BIGINT       NOT NULL AUTO_INCREMENT COMMENT 'Key of the entry',
  workflow_instance_id BIGINT       NULL COMMENT 'Instance that it is about; null = about an engine as a whole',
  node_no              INT          NULL COMMENT 'Node that it is about: number within the instance',
  node_id              VARCHAR(255) NULL COMMENT 'Node that it is about: id in the definition',
  level                ENUM('debug','info','warn','error') NOT NULL DEFAULT 'info' COMMENT 'How much it matters',
  message              TEXT         NOT NULL COMMENT 'What happened, in words',
  details              JSON         NULL COMMENT 'What happened, in data',
  engine_instance_id   VARCHAR(255) NULL COMMENT 'Engine that wrote it',
  sequence             BIGINT       NULL COMMENT 'Transition that it belongs to: workflow_instances.sequence',
  timestamp            DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'When it happened, UTC',
  PRIMARY KEY (id, timestamp),
  KEY idx_execution_logs_instance (workflow_instance_id, timestamp) COMMENT 'Log of an instance in order of time'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'What happened during execution, for people; the audit trail is the transitions topic'
  PARTITION BY RANGE COLUMNS (timestamp) (
    PARTITION future VALUES LESS THAN (MAXVALUE) COMMENT = 'Everything later than the other partitions'
  );
