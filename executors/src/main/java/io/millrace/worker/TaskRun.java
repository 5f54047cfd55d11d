package io.millrace.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InvalidField;
import io.millrace.contract.Json;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskFailure;
import io.millrace.executor.TaskOutcome;
import io.millrace.executor.TaskOutcome.Completed;
import io.millrace.executor.TaskOutcome.Failed;
import io.millrace.worker.TaskFeed.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One delivery of a task on its own thread, from its start until Kafka has its result.
 *
 * <p>Its record is settled when the result is stored or, for a longer task, when its claim is: then
 * the claim, not the record, keeps the task from being lost.
 */
final class TaskRun implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);
  private static final String MDC_TASK = "task";

  private enum Cancelled {
    NOT,
    BY_DEADLINE,
    BY_SHUTDOWN
  }

  private final Delivery delivery;
  private final TaskExecutor executor;
  private final WorkerConfig config;
  private final Instant workerStartedAt;
  private final Reports reports;
  private final SignsOfLife life;
  private final String claimId = UUID.randomUUID().toString();
  private final Instant startedAt = Instant.now();
  private final Custody custody;
  private volatile Cancelled cancelled = Cancelled.NOT;
  private volatile @Nullable Thread thread;

  TaskRun(
      Delivery delivery,
      TaskExecutor executor,
      WorkerConfig config,
      Instant workerStartedAt,
      Reports reports,
      ScheduledExecutorService clock) {
    this.delivery = delivery;
    this.executor = executor;
    this.config = config;
    this.workerStartedAt = workerStartedAt;
    this.reports = reports;
    this.custody = new Custody(delivery, claimId, config.deliveryLimit(), reports);
    this.life = new SignsOfLife(delivery, claimId, startedAt, config, reports, clock);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    MDC.put(MDC_TASK, name());
    try {
      TaskOutcome outcome = outcome();
      thread = null;
      // An interrupt was meant for the executor; the result is to go out.
      Thread.interrupted();
      if (outcome == null) {
        handBack();
      } else {
        finish(outcome);
      }
    } finally {
      MDC.remove(MDC_TASK);
    }
  }

  /** Completes when the record need not be kept for this run any more, or must be given back. */
  CompletableFuture<Settlement> settled() {
    return custody.settled();
  }

  SignsOfLife life() {
    return life;
  }

  boolean isCancelled() {
    return cancelled != Cancelled.NOT || isLate();
  }

  /**
   * Called when the task turns out to be a longer one.
   *
   * @return completes when the record may be settled
   */
  CompletableFuture<Settlement> claim() {
    watch();
    return custody.claim(
        new Claim(
            config.id(),
            workerStartedAt,
            Instant.now(),
            delivery.count(),
            delivery.traceParent(),
            delivery.task()));
  }

  /** Ends the run because the worker stops: another worker is to have the task. */
  void cancelForShutdown() {
    cancel(Cancelled.BY_SHUTDOWN);
  }

  /** Gives the task back without a result. Does nothing when there is one. */
  void handBack() {
    if (life.end()) {
      LOG.info("task {} goes to another worker", name());
      custody.giveBack(delivery.count() - 1);
    }
  }

  private void watch() {
    Instant now = Instant.now();
    life.begin(now);
    Instant deadline = delivery.task().deadline();
    if (deadline != null) {
      life.later(this::onDeadline, Duration.between(now, deadline));
    }
  }

  /** Ends first: what the executor returns when it is interrupted comes too late. */
  private void onDeadline() {
    drop();
    cancel(Cancelled.BY_DEADLINE);
  }

  /**
   * Ends the task without a result. The engine times the attempt out by its own clock; would the
   * worker report a failure as well, chance would decide which of the two counts.
   */
  private void drop() {
    if (life.end()) {
      LOG.info("task {} is past its deadline of {}", name(), delivery.task().deadline());
      custody.end();
    }
  }

  private void cancel(Cancelled why) {
    cancelled = why;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Null if there is nothing to report: another worker is to have the task, or nobody any more. */
  @SuppressWarnings("Interruption") // The thread is the task's own and ends here.
  private @Nullable TaskOutcome outcome() {
    if (delivery.count() >= config.deliveryLimit()) {
      return TaskOutcome.retryable(
          "worker-lost",
          "%d workers began this task and were gone before it ended"
              .formatted(delivery.count() - 1));
    }
    if (isLate()) {
      drop();
      return null;
    }
    Redaction redaction = Redaction.NONE;
    try {
      Secrets.Resolved resolved = config.secrets().resolve(delivery.task());
      redaction = resolved.redaction();
      RunContext context =
          new RunContext(delivery.task(), new TaskConfig(resolved.config()), redaction, this);
      return redacted(executor.execute(context), redaction);
    } catch (Throwable thrown) {
      return switch (cancelled) {
        case BY_SHUTDOWN, BY_DEADLINE -> null;
        case NOT -> failed(thrown, redaction);
      };
    }
  }

  private TaskOutcome failed(Throwable thrown, Redaction redaction) {
    ErrorInfo error = redaction.of(Failures.of(thrown));
    if (thrown instanceof TaskFailure) {
      LOG.debug("task {} failed: {} {}", name(), error.code(), error.message());
    } else if (redaction == Redaction.NONE) {
      LOG.warn("task {} failed", name(), thrown);
    } else {
      // A stack trace holds messages, and these may hold secrets.
      LOG.warn("task {} failed: {} {}", name(), error.code(), error.message());
    }
    return new Failed(error);
  }

  private static TaskOutcome redacted(@Nullable TaskOutcome outcome, Redaction redaction) {
    return switch (outcome) {
      case null ->
          new Failed(ErrorInfo.permanent(Failures.EXECUTOR_FAILED, "The executor returned null"));
      case Completed completed -> new Completed(redaction.of(completed.output()));
      case Failed failed -> new Failed(redaction.of(failed.error()));
    };
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What comes of it is settled in it.
  private void finish(TaskOutcome outcome) {
    if (!life.end()) {
      return;
    }
    reports
        .result(delivery, result(outcome), 0)
        .whenComplete(
            (stored, refused) -> {
              if (refused == null) {
                custody.end();
              } else {
                custody.refused(refused);
              }
            });
  }

  private Result result(TaskOutcome outcome) {
    try {
      return reported(outcome);
    } catch (InvalidField e) {
      return reported(
          TaskOutcome.failed(
              "not-storable", "What the executor returned cannot be stored: " + e.getMessage()));
    }
  }

  private Result reported(TaskOutcome outcome) {
    Instant finishedAt = Instant.now();
    return switch (outcome) {
      case Completed completed when isTooLarge(completed.output()) ->
          reported(
              TaskOutcome.failed(
                  "output-too-large",
                  "The output has more than %d bytes; the worker's setting millrace.worker.max-output-bytes is the limit"
                      .formatted(config.maxOutputBytes())));
      case Completed completed ->
          new TaskCompleted(
              delivery.task().instanceId(),
              delivery.task().nodeNo(),
              delivery.task().attempt(),
              claimId,
              config.id(),
              startedAt,
              finishedAt,
              completed.output());
      case Failed(ErrorInfo error) when error.details() != null && isTooLarge(error.details()) ->
          reported(
              new Failed(new ErrorInfo(error.code(), error.message(), error.retryable(), null)));
      case Failed failed ->
          new TaskFailed(
              delivery.task().instanceId(),
              delivery.task().nodeNo(),
              delivery.task().attempt(),
              claimId,
              config.id(),
              startedAt,
              finishedAt,
              failed.error());
    };
  }

  private boolean isTooLarge(JsonNode output) {
    boolean mayBeLarge = output.isContainerNode() || output.isTextual();
    return mayBeLarge && Json.bytes(output).length > config.maxOutputBytes();
  }

  private boolean isLate() {
    Instant deadline = delivery.task().deadline();
    return deadline != null && !Instant.now().isBefore(deadline);
  }

  private String name() {
    Task task = delivery.task();
    return task.instanceId() + "/" + task.nodeId() + "#" + task.attempt();
  }
}
