/** What a program outside the engine does with it: deploy, start, control, look, audit. */
@NullMarked
package io.millrace.client;

import org.jspecify.annotations.NullMarked;
