package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.SendSignal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "signal",
    description = "Give a signal to an instance; it is kept if its node does not wait yet.",
    footerHeading = "%nExample:%n",
    footer = "  millrace signal 17 payment-received --payload '{\"amount\": 42}'")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class SignalCommand extends InstanceControlCommand {

  @Parameters(index = "1", paramLabel = "NAME", description = "The signal's name.")
  String name;

  @Option(
      names = "--payload",
      paramLabel = "JSON|@FILE",
      description = "What it brings: JSON, or a file that holds it (default: null).")
  @Nullable String payload;

  @Override
  Control control(InstanceId instanceId, String by) {
    return new SendSignal(instanceId, reason, by, name, JsonArgument.value("--payload", payload));
  }

  @Override
  String done() {
    return "signal " + name + " received";
  }
}
