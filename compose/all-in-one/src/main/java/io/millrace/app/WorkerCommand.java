package io.millrace.app;

import io.millrace.cli.UsageError;
import io.millrace.contract.Problem;
import io.millrace.worker.InvalidWorkerConfig;
import io.millrace.worker.Worker;
import io.millrace.worker.WorkerConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "worker",
    description = "Run a worker with all executors on the class path until it is told to stop.",
    footerHeading = "%nExample:%n",
    footer = "  millrace worker --kafka kafka:9092 -D worker.executors=http,echo")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class WorkerCommand implements Callable<Integer> {

  @Mixin private PartOptions options;

  @Override
  public Integer call() throws InterruptedException {
    OrphanGuard.watch();
    FatalErrors.endTheProcess();
    Worker worker;
    try {
      worker = Worker.start(WorkerConfig.of(options.settings("millrace."), System.getenv()));
    } catch (InvalidWorkerConfig e) {
      throw new UsageError(
          e.problems().stream()
              .map(Problem::toString)
              .collect(Collectors.joining(System.lineSeparator())));
    }
    Readiness.tell(options.healthFile, () -> ready(worker));
    UntilStopped.run(worker);
    return 0;
  }

  private static boolean ready(Worker worker) {
    try {
      return worker.awaitReady(Duration.ofMillis(100));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
