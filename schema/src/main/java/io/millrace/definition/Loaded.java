package io.millrace.definition;

import io.millrace.contract.Problem;
import java.util.List;

/**
 * A definition that was loaded.
 *
 * @param definition ready to run
 * @param warnings what in it is not acted upon, and what may not be meant
 */
public record Loaded(WorkflowDefinition definition, List<Problem> warnings) {

  /** Copies the list. */
  public Loaded {
    warnings = List.copyOf(warnings);
  }
}
