package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.SetPriority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "set-priority",
    description = "Change the priority of an instance: 0 to 100, higher first.",
    footerHeading = "%nExample:%n",
    footer = "  millrace set-priority 17 90 --reason 'promised for today'")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class SetPriorityCommand extends InstanceControlCommand {

  @Parameters(index = "1", paramLabel = "N", description = "From 0 to 100.")
  Integer priority;

  @Override
  Control control(InstanceId instanceId, String by) {
    return new SetPriority(instanceId, reason, by, priority);
  }

  /** The engine does not record what changes nothing, so there would be nothing to wait for. */
  @Override
  boolean alreadySo(InstanceQueries.Head instance) {
    return !instance.status().ended() && instance.priority() == priority;
  }

  @Override
  String done() {
    return "has priority " + priority;
  }
}
