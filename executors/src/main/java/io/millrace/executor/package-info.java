/** What an executor implements and what it is given. Nothing here knows of Kafka. */
@NullMarked
package io.millrace.executor;

import org.jspecify.annotations.NullMarked;
