/** The tables that intake reads and writes, and the SQL for it. */
@NullMarked
package io.millrace.intake.jdbc;

import org.jspecify.annotations.NullMarked;
