/** Reads the outbox from MySQL's binlog with Debezium's connector. */
@NullMarked
package io.millrace.relay.binlog;

import org.jspecify.annotations.NullMarked;
