/** The commands of a person at a terminal, on top of {@link io.millrace.client}. */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
