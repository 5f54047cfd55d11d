-- What ties MySQL to Kafka: rows on their way out, and how far the input was read.

-- The relay reads this table from the binlog only, so it has no index beyond its key. The columns are those that Debezium's
-- Outbox Event Router knows. Old rows leave by dropping a partition (io.millrace.schema.TimePartitions), never by DELETE.
CREATE TABLE IF NOT EXISTS outbox (
  id            BIGINT       NOT NULL AUTO_INCREMENT COMMENT 'Key of the row; recovery republishes by ranges of it',
  aggregatetype VARCHAR(255) NOT NULL COMMENT 'Topic that the row is routed to, without the prefix: transitions, definitions, dead-letters',
  aggregateid   VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'Key of the Kafka record',
  type          VARCHAR(255) NOT NULL COMMENT 'Type of the message (ce_type)',
  payload       MEDIUMBLOB   NULL COMMENT 'Value of the Kafka record, byte for byte: a JSON column would rewrite it and break the hash chain; null = tombstone',
  `partition`   INT          NULL COMMENT 'Partition of the Kafka record; null = by the key',
  sequence      BIGINT       NULL COMMENT 'Sequence of the transition within its instance',
  headers       JSON         NULL COMMENT 'Headers of the Kafka record: an object of strings',
  created_at    DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'When it was written, UTC',
  PRIMARY KEY (id, created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'Outbox: committed together with the state that it tells of, published by the relay'
  PARTITION BY RANGE COLUMNS (created_at) (
    PARTITION future VALUES LESS THAN (MAXVALUE) COMMENT = 'Everything later than the other partitions'
  );

CREATE TABLE IF NOT EXISTS intake_positions (
  topic        VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'Input topic',
  partition_no INT          NOT NULL COMMENT 'Partition of the topic',
  topic_uuid   VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'Kafka''s id of the topic: tells a topic that was deleted and made anew from the old one',
  id_base      BIGINT       NOT NULL COMMENT 'Instance id = id_base + offset of the start event',
  next_offset  BIGINT       NOT NULL COMMENT 'Offset of the first record not yet taken in',
  updated_at   DATETIME(3)  NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'Last change, UTC; set by the writer',
  PRIMARY KEY (topic, partition_no),
  CONSTRAINT chk_intake_positions_offset CHECK (next_offset >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci
  COMMENT = 'How far the input topics were taken in; moves in the same transaction as the state';
