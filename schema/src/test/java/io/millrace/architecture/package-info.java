/** Rules on the architecture, for the tests of every module. */
@NullMarked
package io.millrace.architecture;

import org.jspecify.annotations.NullMarked;
