package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.Control;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "cancel",
    description = "End instances; what runs is cancelled.",
    footerHeading = "%nExample:%n",
    footer = "  millrace cancel 17 --reason 'asked by the customer'")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class CancelCommand extends ControlCommand {

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The instances.")
  List<Long> ids;

  @Override
  List<Long> ids() {
    return ids;
  }

  @Override
  Control control(InstanceId id, String by) {
    return new CancelInstance(id, reason, by);
  }

  @Override
  String done() {
    return "cancelled";
  }
}
