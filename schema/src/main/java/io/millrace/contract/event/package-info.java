/**
 * The events of a workflow instance: what happened, past tense, each the least that a fold needs.
 */
@NullMarked
package io.millrace.contract.event;

import org.jspecify.annotations.NullMarked;
