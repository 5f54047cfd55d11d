/**
 * The heart of the engine: what a command does to an instance, as pure functions. No clock, no
 * randomness, no I/O: time is an argument, everything else that is not a function of the state
 * comes in with the command.
 */
@NullMarked
package io.millrace.domain;

import org.jspecify.annotations.NullMarked;
