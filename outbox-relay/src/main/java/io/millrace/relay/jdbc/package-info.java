/** What the relay asks MySQL for by SQL: leadership, the server's log, the table itself. */
@NullMarked
package io.millrace.relay.jdbc;

import org.jspecify.annotations.NullMarked;
