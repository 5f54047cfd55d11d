package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.InstanceDocument;
import io.millrace.client.InstanceTree;
import picocli.CommandLine.Command;

@Command(
    name = "describe",
    description = "Show an instance and its nodes as they are in MySQL.",
    footerHeading = "%nExample:%n",
    footer = "  millrace describe 17 --json")
final class DescribeCommand extends InstanceCommand {

  @Override
  int run(Session session) {
    ObjectNode instance = InstanceDocument.of(state(session));
    if (json) {
      print(instance);
    } else {
      InstanceTree.lines(instance).forEach(out()::println);
    }
    return OK;
  }
}
