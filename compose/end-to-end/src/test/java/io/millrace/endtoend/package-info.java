/** Proof of the whole: real processes, started, killed, frozen and stopped while they work. */
@NullMarked
package io.millrace.endtoend;

import org.jspecify.annotations.NullMarked;
