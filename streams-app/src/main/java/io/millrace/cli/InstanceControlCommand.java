package io.millrace.cli;

import java.util.List;
import picocli.CommandLine.Parameters;

/** What all commands that ask something of one instance have in common. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
abstract class InstanceControlCommand extends ControlCommand {

  @Parameters(index = "0", paramLabel = "ID", description = "The instance.")
  Long id;

  @Override
  final List<Long> ids() {
    return List.of(id);
  }
}
