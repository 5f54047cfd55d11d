/**
 * The fixture of integration tests: one real MySQL and one real Kafka per test JVM, started when a
 * test first needs them, with a database and topics of its own for every test class.
 */
@NullMarked
package io.millrace.local.junit;

import org.jspecify.annotations.NullMarked;
