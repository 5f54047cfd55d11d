/** The command line program: the client's commands, each part as a process, and all in one. */
@NullMarked
package io.millrace.app;

import org.jspecify.annotations.NullMarked;
