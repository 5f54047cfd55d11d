/**
 * Workflow definitions: the model that the engine runs, and the loader that reads it from JSON. In
 * the model everything is resolved: defaults are filled in, durations are durations, expressions
 * are compiled, the graph of every block is known.
 */
@NullMarked
package io.millrace.definition;

import org.jspecify.annotations.NullMarked;
