/** Publishes the outbox to Kafka, each row exactly once and in order. */
@NullMarked
package io.millrace.relay;

import org.jspecify.annotations.NullMarked;
