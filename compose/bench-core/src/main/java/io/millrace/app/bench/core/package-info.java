/** Micro-benchmarks of what needs no server, and the workflows that benchmarks run. */
@NullMarked
package io.millrace.app.bench.core;

import org.jspecify.annotations.NullMarked;
