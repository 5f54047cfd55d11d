package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.SkipNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "skip-node",
    description = "Treat a node as skipped.",
    footerHeading = "%nExample:%n",
    footer = "  millrace skip-node 17 send-invoice --reason 'sent by hand'")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class SkipNodeCommand extends ControlCommand {

  @Parameters(index = "0", paramLabel = "ID", description = "The instance.")
  Long id;

  @Parameters(index = "1", paramLabel = "NODE", description = "The node: its id in the definition.")
  String node;

  @Override
  List<Long> ids() {
    return List.of(id);
  }

  @Override
  Control control(InstanceId instanceId, String by) {
    return new SkipNode(instanceId, reason, by, node, null);
  }

  @Override
  String done() {
    return "node " + node + " skipped";
  }
}
