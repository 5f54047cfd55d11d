/**
 * What an instance is: immutable values on persistent collections, so that a step costs what it
 * touches.
 */
@NullMarked
package io.millrace.domain.state;

import org.jspecify.annotations.NullMarked;
