/** Random workflows, run by the engine's domain and by the oracle. */
@NullMarked
package io.millrace.domain.random;

import org.jspecify.annotations.NullMarked;
