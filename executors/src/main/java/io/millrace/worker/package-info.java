/**
 * The worker runtime: takes tasks from Kafka, runs them on executors, reports what came of them.
 */
@NullMarked
package io.millrace.worker;

import org.jspecify.annotations.NullMarked;
