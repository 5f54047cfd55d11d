package io.millrace.app;

import io.millrace.cli.UsageError;
import io.millrace.relay.OutboxRelay;
import io.millrace.relay.RelayConfig;
import io.millrace.relay.RelayConfigException;
import java.util.concurrent.Callable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "relay",
    description = "Run an outbox relay until it is told to stop; a second one stands by.",
    footerHeading = "%nExample:%n",
    footer = {
      "  MILLRACE_MYSQL_PASSWORD=… millrace relay --kafka kafka:9092 \\",
      "      --jdbc jdbc:mysql://mysql:3306/millrace --user relay"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class RelayCommand implements Callable<Integer> {

  @Mixin private PartOptions options;

  @Override
  public Integer call() throws InterruptedException {
    OrphanGuard.watch();
    FatalErrors.endTheProcess();
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    OutboxRelay relay;
    try {
      relay = new OutboxRelay(RelayConfig.of(options.settings(""), System.getenv()));
    } catch (RelayConfigException e) {
      throw new UsageError(String.join(System.lineSeparator(), e.problems()));
    }
    relay.start();
    Readiness.tell(options.healthFile, () -> relay.status().healthy());
    UntilStopped.run(relay);
    return 0;
  }
}
