package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.CompleteNode;
import io.millrace.contract.message.Control;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "complete-node",
    description = "Treat a node as completed with a given output.",
    footerHeading = "%nExample:%n",
    footer = "  millrace complete-node 17 approve --output '{\"approved\": true}'")
final class CompleteNodeCommand extends NodeControlCommand {

  @Option(
      names = "--output",
      paramLabel = "JSON|@FILE",
      description = "The node's output: JSON, or a file that holds it (default: null).")
  @Nullable String output;

  @Override
  Control control(InstanceId instanceId, String by) {
    return new CompleteNode(
        instanceId, reason, by, node, nodeNo(), JsonArgument.value("--output", output));
  }

  @Override
  String done() {
    return shown() + " completed";
  }
}
