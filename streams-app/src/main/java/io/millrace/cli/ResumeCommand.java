package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.ResumeInstance;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    description = "Let paused instances go on.",
    footerHeading = "%nExample:%n",
    footer = "  millrace resume 17 --reason 'asked by the customer'")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class ResumeCommand extends ControlCommand {

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The instances.")
  List<Long> ids;

  @Override
  List<Long> ids() {
    return ids;
  }

  @Override
  Control control(InstanceId id, String by) {
    return new ResumeInstance(id, reason, by);
  }

  @Override
  String done() {
    return "resumed";
  }
}
