/** Writes rows and the position that they bring the relay to, in one Kafka transaction. */
@NullMarked
package io.millrace.relay.kafka;

import org.jspecify.annotations.NullMarked;
