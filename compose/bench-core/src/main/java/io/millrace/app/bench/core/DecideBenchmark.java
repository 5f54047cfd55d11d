package io.millrace.app.bench.core;

import io.millrace.domain.Command;
import io.millrace.domain.Decision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision, and the state that its events evolve. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class DecideBenchmark {

  private static final int MANY = 1_000;
  private static final int VERY_MANY = 100_000;

  /** What is decided. */
  public enum Step {
    /** The start of one task. */
    START_OF_W1,
    /** The result of the second of five tasks in a row. */
    RESULT_IN_W5,
    /** The last result of ten tasks in parallel: their join, and the end. */
    JOIN_OF_F10,
    /** A result halfway through a loop of 1,000 items. */
    RESULT_IN_LOOP_OF_1000,
    /** A result halfway through a loop of 100,000 items. */
    RESULT_IN_LOOP_OF_100000;

    private Run run() {
      return switch (this) {
        case START_OF_W1 -> new Run(BenchWorkflow.ONE, Run.nothing());
        case RESULT_IN_W5 -> new Run(BenchWorkflow.FIVE, Run.nothing()).started().completed(1);
        case JOIN_OF_F10 -> new Run(BenchWorkflow.FAN, Run.nothing()).started().completed(9);
        case RESULT_IN_LOOP_OF_1000 -> half(MANY);
        case RESULT_IN_LOOP_OF_100000 -> half(VERY_MANY);
      };
    }

    private static Run half(int items) {
      return new Run(BenchWorkflow.LOOP, Run.items(items)).started().completed(items / 2);
    }

    /** How many events one decision of it has. */
    int events() {
      Run run = run();
      return run.decide(command(run)).events().size();
    }

    private Command command(Run run) {
      return this == START_OF_W1 ? run.start() : run.next();
    }
  }

  /** What is decided. */
  @Param public Step step;

  private Run run;
  private Command command;

  /** Brings an instance to the step. */
  @Setup
  public void bring() {
    run = step.run();
    command = step.command(run);
  }

  /** Decides it; the state before it stays. */
  @Benchmark
  public Decision decide() {
    return run.decide(command);
  }
}
