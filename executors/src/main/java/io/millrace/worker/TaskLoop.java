package io.millrace.worker;

import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;
import io.millrace.worker.TaskFeed.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches tasks and runs each on a virtual thread. The one thread that fetches waits for a batch
 * only until its slower tasks are claimed: so a long task never keeps others waiting.
 */
final class TaskLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(TaskLoop.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int LARGEST_FETCH = 128;

  private final WorkerConfig config;
  private final Map<String, TaskExecutor> executors;
  private final Supplier<TaskFeed> feeds;
  private final Reports reports;
  private final Outbound outbound;
  private final ScheduledExecutorService clock;
  private final Instant workerStartedAt;

  private final Set<TaskRun> running = ConcurrentHashMap.newKeySet();
  private final Semaphore room;
  private final int fetch;
  private final Elsewhere elsewhere;
  private int replyPartitions;
  private volatile boolean stopping;
  private volatile @Nullable TaskFeed feed;

  TaskLoop(
      WorkerConfig config,
      Map<String, TaskExecutor> executors,
      Set<String> topics,
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
    this.room = new Semaphore(config.concurrency());
    this.fetch = Math.clamp(config.concurrency() / 4, 1, LARGEST_FETCH);
    this.elsewhere = new Elsewhere(config.deliveryLimit());
    this.feeds =
        switch (config.consumer()) {
          case SHARE -> () -> new ShareFeed(config, topics, fetch);
          case CLASSIC -> () -> new ClassicFeed(config, topics, fetch);
        };
  }

  /** Runs until {@link #stop}; what is wrong with Kafka in between is waited out. */
  @Override
  public void run() {
    while (!stopping) {
      try (TaskFeed open = feeds.get()) {
        feed = open;
        consume(open);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.warn("fetching tasks failed, trying again: {}", e.toString());
        LOG.debug("fetching tasks failed", e);
        breathe();
      } finally {
        feed = null;
      }
    }
  }

  /** Fetches no more. For other threads. */
  void stop() {
    stopping = true;
    TaskFeed open = feed;
    if (open != null) {
      open.wakeup();
    }
  }

  int running() {
    return running.size();
  }

  /** Waits for the executors of running tasks to return. */
  boolean awaitIdle(Duration atMost) throws InterruptedException {
    return room.tryAcquire(config.concurrency(), atMost.toMillis(), TimeUnit.MILLISECONDS);
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

  private void consume(TaskFeed open) throws InterruptedException {
    while (!stopping) {
      if (hasRoom(open)) {
        settle(open, start(open.poll(POLL)));
      } else {
        open.pause();
      }
    }
  }

  private boolean hasRoom(TaskFeed open) throws InterruptedException {
    if (!room.tryAcquire(fetch)) {
      open.commit();
      if (!room.tryAcquire(fetch, POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    room.release(fetch);
    return true;
  }

  private record Started(
      ConsumerRecord<byte[], byte[]> record,
      CompletableFuture<Settlement> settled,
      @Nullable TaskRun run) {

    CompletableFuture<Settlement> orClaimed() {
      return run == null || settled.isDone() ? settled : run.claim();
    }
  }

  private List<Started> start(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Started> started = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      started.add(start(record));
    }
    return started;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A settlement is a value, never an error.
  private Started start(ConsumerRecord<byte[], byte[]> record) {
    try {
      Delivery delivery = Delivery.of(record);
      requirePartition(delivery.task().replyPartition());
      if (elsewhere.prefers(delivery)) {
        return new Started(record, CompletableFuture.completedFuture(Settlement.RELEASE), null);
      }
      TaskRun run =
          new TaskRun(
              delivery,
              executors.getOrDefault(delivery.task().executor(), new Unknown()),
              config,
              workerStartedAt,
              reports,
              clock);
      room.acquireUninterruptibly();
      running.add(run);
      run.settled().thenRun(() -> running.remove(run));
      Thread.ofVirtual().name("task").start(() -> runToEnd(run));
      return new Started(record, run.settled(), run);
    } catch (MalformedMessage e) {
      LOG.warn(
          "not a task, moved to the dead letters: {}-{}@{}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return new Started(
          record,
          reports
              .deadLetter(record, "malformed-message", String.valueOf(e.getMessage()))
              .handle(
                  (stored, refused) -> refused == null ? Settlement.ACCEPT : Settlement.RELEASE),
          null);
    }
  }

  private void runToEnd(TaskRun run) {
    try {
      run.run();
    } finally {
      room.release();
    }
  }

  private void settle(TaskFeed open, List<Started> started) throws InterruptedException {
    await(started.stream().map(Started::settled).toList(), config.timing().claimAfter());
    List<CompletableFuture<Settlement>> all = started.stream().map(Started::orClaimed).toList();
    await(all, Duration.ofDays(1));
    boolean released = false;
    for (int i = 0; i < all.size(); i++) {
      Settlement settlement = all.get(i).getNow(Settlement.RELEASE);
      open.settle(started.get(i).record(), settlement);
      released |= settlement == Settlement.RELEASE;
    }
    if (released) {
      open.commit(); // With the next poll it would come back here before others could take it.
    }
  }

  private static void await(List<CompletableFuture<Settlement>> all, Duration atMost)
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

  private void breathe() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
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
