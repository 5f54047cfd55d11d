/** Folding recorded transitions into states: for replay and for audit. */
@NullMarked
package io.millrace.domain.history;

import org.jspecify.annotations.NullMarked;
