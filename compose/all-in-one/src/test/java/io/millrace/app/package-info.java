/** The command line against a Millrace of real processes, shared by all tests of a JVM. */
@NullMarked
package io.millrace.app;

import org.jspecify.annotations.NullMarked;
