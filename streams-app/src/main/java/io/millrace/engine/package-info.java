/** The engine as a process: its settings, its life, its place in the engine directory. */
@NullMarked
package io.millrace.engine;

import org.jspecify.annotations.NullMarked;
