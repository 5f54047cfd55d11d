/** The tables of the engine directory, and the SQL for it. */
@NullMarked
package io.millrace.engine.jdbc;

import org.jspecify.annotations.NullMarked;
