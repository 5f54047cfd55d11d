package io.millrace.intake;

import io.millrace.domain.Command;
import io.millrace.domain.Decision;
import io.millrace.domain.state.InstanceState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One version of a workflow, ready to decide. */
public interface Workflow {

  /** Its row in {@code workflow_definitions}. */
  long definitionId();

  /** The workflow's name. */
  String name();

  /** Its version. */
  String version();

  /**
   * Decides on a command; pure.
   *
   * @param state the instance, or null if it is to begin
   * @param command what is asked
   * @param now in milliseconds
   */
  Decision decide(@Nullable InstanceState state, Command command, Instant now);
}
