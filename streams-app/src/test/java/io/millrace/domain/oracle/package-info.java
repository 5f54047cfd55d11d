/**
 * A second, much smaller interpreter of workflow definitions, written from the specification alone.
 * It knows the definition model and the expression language and nothing else of the engine, so that
 * what both agree on was not agreed by a shared mistake.
 */
@NullMarked
package io.millrace.domain.oracle;

import org.jspecify.annotations.NullMarked;
