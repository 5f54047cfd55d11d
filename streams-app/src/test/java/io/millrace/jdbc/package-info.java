@NullMarked
package io.millrace.jdbc;

import org.jspecify.annotations.NullMarked;
