package io.millrace.worker;

import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Placement;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Task;
import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;
import io.millrace.worker.TaskFeed.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that run, wherever they came from, each on a virtual thread of its own, and the places
 * that there are for more.
 */
final class TaskPool {

  private static final Logger LOG = LoggerFactory.getLogger(TaskPool.class);

  private final WorkerConfig config;
  private final Map<String, TaskExecutor> executors;
  private final Reports reports;
  private final Outbound outbound;
  private final ScheduledExecutorService clock;
  private final Instant workerStartedAt;

  private final Set<TaskRun> running = ConcurrentHashMap.newKeySet();
  private final Semaphore places;
  private final Elsewhere elsewhere;
  private final String lanes;
  private volatile int replyPartitions;

  TaskPool(
      WorkerConfig config,
      Map<String, TaskExecutor> executors,
      Reports reports,
      Outbound outbound,
      ScheduledExecutorService clock,
      Instant workerStartedAt) {
    this.config = config;
    this.executors = executors;
    this.reports = reports;
    this.outbound = outbound;
    this.clock = clock;
    this.workerStartedAt = workerStartedAt;
    this.places = new Semaphore(config.concurrency(), true);
    this.elsewhere = new Elsewhere(config.deliveryLimit());
    this.lanes = Topics.LANES.name(config.prefix());
  }

  /**
   * What becomes of a record.
   *
   * @param record the record
   * @param settled completes when the record may be settled
   * @param run the task that it is, which has a place until it ends; null if none runs
   */
  record Started(
      ConsumerRecord<byte[], byte[]> record,
      CompletableFuture<Settlement> settled,
      @Nullable TaskRun run) {

    /** One that is not begun. */
    static Started not(ConsumerRecord<byte[], byte[]> record) {
      return new Started(record, CompletableFuture.completedFuture(Settlement.RELEASE), null);
    }

    /** The same, but at the latest when a claim keeps the task from being lost. */
    CompletableFuture<Settlement> orClaimed() {
      return run == null || settled.isDone() ? settled : run.claim();
    }
  }

  /** Takes places for tasks to come, in the order in which they are asked for. */
  boolean reserve(int count, Duration atMost) throws InterruptedException {
    return places.tryAcquire(count, atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Takes a place if one is free, before those who wait for several. */
  boolean take() {
    return places.tryAcquire();
  }

  /** Gives back places that are not needed. */
  void release(int count) {
    places.release(count);
  }

  /** Begins what a record holds, at a place that was reserved for it. */
  @SuppressWarnings("FutureReturnValueIgnored") // A settlement is a value, never an error.
  Started start(ConsumerRecord<byte[], byte[]> record) {
    try {
      Delivery delivery = Delivery.of(record);
      requirePartition(delivery.task().replyPartition());
      if (isForOthers(delivery)) {
        return forward(delivery);
      }
      if (elsewhere.prefers(delivery)) {
        return Started.not(record);
      }
      TaskRun run =
          new TaskRun(
              delivery,
              executors.getOrDefault(delivery.task().executor(), new Unknown()),
              config,
              workerStartedAt,
              reports,
              clock);
      running.add(run);
      run.settled().thenRun(() -> running.remove(run));
      Thread.ofVirtual().name("task").start(() -> runToEnd(run));
      return new Started(record, run.settled(), run);
    } catch (MalformedMessage e) {
      return bury(record, e);
    }
  }

  int running() {
    return running.size();
  }

  /** Waits for the executors of running tasks to return. */
  boolean awaitIdle(Duration atMost) throws InterruptedException {
    return reserve(config.concurrency(), atMost);
  }

  /** Cancels what still runs. */
  void cancelAll() {
    running.forEach(TaskRun::cancelForShutdown);
  }

  /** Gives back what still runs, cancelled or not, and waits until Kafka has it. */
  void handBackAll(Duration atMost) throws InterruptedException {
    List<TaskRun> left = List.copyOf(running);
    left.forEach(TaskRun::handBack);
    await(left.stream().map(TaskRun::settled).toList(), atMost);
  }

  /** Waits for all of them, but not longer. */
  static void await(List<CompletableFuture<Settlement>> all, Duration atMost)
      throws InterruptedException {
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // What is left is the caller's next step.
    } catch (ExecutionException e) {
      throw new IllegalStateException("a settlement is a value, never an error", e);
    }
  }

  /** A lane may have had another owner when the task was sent, with other abilities. */
  private boolean isForOthers(Delivery delivery) {
    Task task = delivery.task();
    Placement placement = task.placement();
    boolean capable =
        placement == null || config.capabilities().containsAll(placement.capabilities());
    boolean known =
        executors.containsKey(task.executor()) || !delivery.record().topic().equals(lanes);
    return !capable || !known;
  }

  private Started forward(Delivery delivery) {
    return new Started(
        delivery.record(),
        reports
            .putBack(delivery.task(), delivery.count() - 1, delivery.traceParent())
            .handle((stored, refused) -> refused == null ? Settlement.ACCEPT : Settlement.RELEASE),
        null);
  }

  private Started bury(ConsumerRecord<byte[], byte[]> record, MalformedMessage why) {
    LOG.warn(
        "not a task, moved to the dead letters: {}-{}@{}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        why.getMessage());
    return new Started(
        record,
        reports
            .deadLetter(record, "malformed-message", String.valueOf(why.getMessage()))
            .handle((stored, refused) -> refused == null ? Settlement.ACCEPT : Settlement.RELEASE),
        null);
  }

  private void runToEnd(TaskRun run) {
    try {
      run.run();
    } finally {
      places.release();
    }
  }

  private void requirePartition(int partition) {
    if (partition >= replyPartitions) {
      replyPartitions = outbound.partitions(Topics.RESULTS.name(config.prefix()));
    }
    if (partition >= replyPartitions) {
      throw new MalformedMessage(
          "/replyPartition",
          "must be less than %d, the partitions of %s, was %d"
              .formatted(replyPartitions, Topics.RESULTS.name(config.prefix()), partition));
    }
  }

  /** Stands for an executor that a task names although it is not on that executor's topic. */
  private static final class Unknown implements TaskExecutor {

    @Override
    public String name() {
      return "unknown";
    }

    @Override
    public TaskOutcome execute(TaskContext context) {
      return TaskOutcome.failed(
          "unknown-executor", "The task is on the topic of an executor that it does not name");
    }
  }
}
