package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.SkipNode;
import picocli.CommandLine.Command;

@Command(
    name = "skip-node",
    description = "Treat a node as skipped.",
    footerHeading = "%nExample:%n",
    footer = "  millrace skip-node 17 send-invoice --reason 'sent by hand'")
final class SkipNodeCommand extends NodeControlCommand {

  @Override
  Control control(InstanceId instanceId, String by) {
    return new SkipNode(instanceId, reason, by, node, nodeNo());
  }

  @Override
  String done() {
    return shown() + " skipped";
  }
}
