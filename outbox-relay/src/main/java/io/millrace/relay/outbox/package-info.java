/** A row of the outbox, and the Kafka record that it becomes. Pure. */
@NullMarked
package io.millrace.relay.outbox;

import org.jspecify.annotations.NullMarked;
