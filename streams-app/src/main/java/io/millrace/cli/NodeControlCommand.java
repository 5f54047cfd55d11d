package io.millrace.cli;

import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all commands that decide one node by hand have in common. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
abstract class NodeControlCommand extends InstanceControlCommand {

  @Parameters(index = "1", paramLabel = "NODE", description = "The node: its id in the definition.")
  String node;

  @Option(
      names = "--number",
      paramLabel = "N",
      description =
          "Which one, where a loop made several of that id: its number, as describe shows it.")
  @Nullable Integer number;

  /** Null if there is one only. */
  final @Nullable NodeNo nodeNo() {
    try {
      return number == null ? null : new NodeNo(number);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--number " + e.getMessage(), e);
    }
  }

  /** The node as messages name it. */
  final String shown() {
    return "node " + node + (number == null ? "" : " #" + number);
  }
}
