/**
 * The Kafka Streams topologies: what crosses instances, engines and systems. All are fed by the
 * transitions alone, so that any of them can be stopped, moved or built anew from the log.
 */
@NullMarked
package io.millrace.topology;

import org.jspecify.annotations.NullMarked;
