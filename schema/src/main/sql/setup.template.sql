-- Millrace @release@: the complete MySQL schema in one file. Generated from the migrations: change those.
--
--   mysql -u <user> -p <database> < migration_v@release@.sql
--
-- Drops all tables, views and procedures of Millrace in this database, with everything in them, and makes them anew: back up
-- first. To keep the data, start an engine instead: it applies what is missing.
-- MySQL commits each of these statements by itself, so the script cannot be one transaction. It can be run again from any point
-- of failure instead: after its last message, and only then, the schema is whole.
-- Needs MySQL 8.0.19 or newer and the rights CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE VIEW, CREATE ROUTINE, ALTER ROUTINE,
-- SELECT and INSERT.

SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;

-- On another server this ends with an error that names the reason, before anything is dropped.
SET @millrace_check = IF(
  VERSION() NOT LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 1000000
      + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 1000
      + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '-', 1), '.', 3), '.', -1) AS UNSIGNED) >= 8000019,
  'DO 0',
  'SELECT * FROM `Millrace needs MySQL 8.0.19 or newer`');
PREPARE millrace_check FROM @millrace_check;
EXECUTE millrace_check;
DEALLOCATE PREPARE millrace_check;

-- Children before their parents, so that no foreign key is left dangling.
@drops@
@migrations@
-- What the engine looks at when it starts: these migrations are done.

CREATE TABLE @history@ (
  installed_rank INT NOT NULL,
  version VARCHAR(50),
  description VARCHAR(200) NOT NULL,
  type VARCHAR(20) NOT NULL,
  script VARCHAR(1000) NOT NULL,
  checksum INT,
  installed_by VARCHAR(100) NOT NULL,
  installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  execution_time INT NOT NULL,
  success BOOL NOT NULL,
  PRIMARY KEY (installed_rank),
  KEY @history@_s_idx (success)
) ENGINE = InnoDB;

INSERT INTO @history@ (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) VALUES
@history-rows@;

SELECT table_name AS created_table, table_comment AS what_it_holds
FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name IN (
  @table-names@)
ORDER BY table_name;

SELECT 'Millrace schema @release@: @counts@ created successfully' AS message, UTC_TIMESTAMP() AS finished_at_utc;
