/**
 * A real MySQL and a real Kafka on the machine at hand: found, fetched or embedded, started, and
 * stopped without leaving a process behind.
 */
@NullMarked
package io.millrace.local;

import org.jspecify.annotations.NullMarked;
