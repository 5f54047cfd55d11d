package io.millrace.app;

import io.millrace.cli.UsageError;
import io.millrace.client.ClientFault;
import io.millrace.contract.TopicsNotReady;
import io.millrace.engine.EngineConfig;
import io.millrace.engine.EngineNode;
import io.millrace.engine.InvalidEngineConfig;
import io.millrace.schema.SchemaException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "engine",
    description = "Run an engine until it is told to stop; several share the partitions.",
    footerHeading = "%nExample:%n",
    footer = {
      "  MILLRACE_MYSQL_PASSWORD=… millrace engine --kafka kafka:9092 \\",
      "      --jdbc jdbc:mysql://mysql:3306/millrace --user engine"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class EngineCommand implements Callable<Integer> {

  @Mixin private PartOptions options;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = ".millrace/state",
      description = "Where the stores of the topologies lie (default: ${DEFAULT-VALUE}).")
  private Path state;

  @Override
  public Integer call() throws InterruptedException {
    OrphanGuard.watch();
    FatalErrors.endTheProcess();
    EngineNode engine;
    try {
      EngineConfig config = EngineConfig.of(options.settings("millrace."), System.getenv());
      engine = EngineNode.start(config, state, Clock.systemUTC());
    } catch (InvalidEngineConfig e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    } catch (TopicsNotReady | SchemaException e) {
      throw new ClientFault(String.valueOf(e.getMessage()), e);
    }
    Readiness.tell(options.healthFile, engine::ready);
    UntilStopped.run(engine);
    return 0;
  }
}
