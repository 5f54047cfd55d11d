/** How the engine talks to MySQL: transactions, statements over many rows, errors translated. */
@NullMarked
package io.millrace.jdbc;

import org.jspecify.annotations.NullMarked;
