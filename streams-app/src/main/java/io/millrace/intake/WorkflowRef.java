package io.millrace.intake;

import io.millrace.contract.message.Start;
import org.jspecify.annotations.Nullable;

/**
 * Which workflow a start event asks for.
 *
 * @param name the workflow's name
 * @param version the version, or null for the active one
 */
public record WorkflowRef(String name, @Nullable String version) {

  /** What a start event asks for. */
  static WorkflowRef of(Start start) {
    return new WorkflowRef(start.workflow(), start.version());
  }
}
