/** Two executors of an order workflow, to copy from: each is complete, and short. */
@NullMarked
package io.millrace.examples.orders;

import org.jspecify.annotations.NullMarked;
