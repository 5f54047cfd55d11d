/** The executors that every worker has. */
@NullMarked
package io.millrace.executor.builtin;

import org.jspecify.annotations.NullMarked;
