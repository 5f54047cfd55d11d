package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.PauseInstance;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "pause",
    description = "Hold instances: results are taken, nothing new starts.",
    footerHeading = "%nExample:%n",
    footer = "  millrace pause 17 --reason 'asked by the customer'")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class PauseCommand extends ControlCommand {

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The instances.")
  List<Long> ids;

  @Override
  List<Long> ids() {
    return ids;
  }

  @Override
  Control control(InstanceId id, String by) {
    return new PauseInstance(id, reason, by);
  }

  @Override
  String done() {
    return "paused";
  }
}
