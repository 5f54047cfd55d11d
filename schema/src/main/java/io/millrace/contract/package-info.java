/** The messages on Millrace's topics, as records, and everything needed to read and write them. */
@NullMarked
package io.millrace.contract;

import org.jspecify.annotations.NullMarked;
