package io.millrace.intake;

import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.Command;
import io.millrace.domain.Decider;
import io.millrace.domain.Decision;
import io.millrace.domain.state.InstanceState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as its definition says.
 *
 * @param definitionId its row in {@code workflow_definitions}
 * @param name the workflow's name
 * @param version its version
 * @param definition what it says
 * @param decider decides by it
 */
public record DefinedWorkflow(
    long definitionId, String name, String version, WorkflowDefinition definition, Decider decider)
    implements Workflow {

  @Override
  public Decision decide(@Nullable InstanceState state, Command command, Instant now) {
    return decider.decide(state, command, definition, now);
  }
}
