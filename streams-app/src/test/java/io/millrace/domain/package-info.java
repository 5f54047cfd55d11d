/** What the domain does, as specifications. */
@NullMarked
package io.millrace.domain;

import org.jspecify.annotations.NullMarked;
