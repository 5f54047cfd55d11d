-- The one user of the containers: all of its own database, and what the relay needs to read the binlog.
CREATE DATABASE IF NOT EXISTS millrace CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE USER IF NOT EXISTS 'millrace'@'%' IDENTIFIED BY 'millrace';
GRANT ALL PRIVILEGES ON millrace.* TO 'millrace'@'%';
GRANT RELOAD, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO 'millrace'@'%';
