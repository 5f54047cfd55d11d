package io.millrace.app.bench.core;

import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.domain.history.Fold;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Transitions with their hashes; those that are folded are the whole history of five tasks. */
@State(Scope.Benchmark)
public class TransitionBenchmark {

  private static final int TASKS = 5;

  private final byte[] bytes = JsonBenchmark.transition();
  private final Transition transition = TransitionCodec.open(bytes);
  private final List<byte[]> history =
      new Run(BenchWorkflow.FIVE, Run.nothing()).recording().started().completed(TASKS).history();
  private final List<Transition> transitions = history.stream().map(TransitionCodec::open).toList();

  /** Writes and hashes one. */
  @Benchmark
  public TransitionCodec.Sealed seal() {
    return TransitionCodec.seal(transition);
  }

  /** Reads one and checks its hash. */
  @Benchmark
  public Transition open() {
    return TransitionCodec.open(bytes);
  }

  /** Folds one that was read before. */
  @Benchmark
  @OperationsPerInvocation(TASKS + 1)
  public Fold fold() {
    return Fold.of(transitions);
  }

  /** Reads, checks and folds one. */
  @Benchmark
  @OperationsPerInvocation(TASKS + 1)
  public Fold openAndFold() {
    Fold fold = Fold.START;
    for (byte[] record : history) {
      fold = fold.plus(TransitionCodec.open(record));
    }
    return fold;
  }
}
