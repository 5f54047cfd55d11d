package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.SkipNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "skip-node",
    description = "Treat a node as skipped.",
    footerHeading = "%nExample:%n",
    footer = "  millrace skip-node 17 send-invoice --reason 'sent by hand'")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class SkipNodeCommand extends InstanceControlCommand {

  @Parameters(index = "1", paramLabel = "NODE", description = "The node: its id in the definition.")
  String node;

  @Override
  Control control(InstanceId instanceId, String by) {
    return new SkipNode(instanceId, reason, by, node, null);
  }

  @Override
  String done() {
    return "node " + node + " skipped";
  }
}
