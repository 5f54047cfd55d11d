/** The state as the rows that MySQL holds, and back: a bijection. */
@NullMarked
package io.millrace.domain.row;

import org.jspecify.annotations.NullMarked;
