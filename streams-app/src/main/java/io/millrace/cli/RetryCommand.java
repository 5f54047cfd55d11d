package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.RetryInstance;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description = "Start ended instances again at their failed nodes.",
    footerHeading = "%nExample:%n",
    footer = "  millrace retry 17 --reason 'asked by the customer'")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class RetryCommand extends ControlCommand {

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The instances.")
  List<Long> ids;

  @Override
  List<Long> ids() {
    return ids;
  }

  @Override
  Control control(InstanceId id, String by) {
    return new RetryInstance(id, reason, by);
  }

  @Override
  String done() {
    return "retried";
  }
}
