/** Measures what a running Millrace does per second, and what an instance costs. */
@NullMarked
package io.millrace.app.bench;

import org.jspecify.annotations.NullMarked;
