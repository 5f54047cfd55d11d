/**
 * The MySQL schema: its migrations, the one-file set-up script, and the upkeep of its partitions.
 */
@NullMarked
package io.millrace.schema;

import org.jspecify.annotations.NullMarked;
