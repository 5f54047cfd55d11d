/**
 * The expression language of workflow definitions: JavaScript-like, free of side effects, bounded
 * in time and size. Apache Commons JEXL parses and evaluates what {@link
 * io.millrace.expression.ExpressionLanguage} translates for it; no Java class is reachable from an
 * expression.
 */
@NullMarked
package io.millrace.expression;

import org.jspecify.annotations.NullMarked;
