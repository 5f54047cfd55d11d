package io.millrace.worker;

import io.millrace.executor.TaskExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: takes the tasks of its executors from Kafka, runs them, reports what came of them.
 *
 * <p>It needs Kafka neither to start nor to stay up: it waits until Kafka is there and goes on when
 * Kafka is back. Closing it drains: no task is fetched any more, running ones may end, and those
 * that do not end in time go to other workers.
 */
public final class Worker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_MESSAGES = Duration.ofSeconds(10);
  private static final Duration UNWIND = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final WorkerConfig config;
  private final Map<String, TaskExecutor> executors;
  private final Instant startedAt = Instant.now();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable TaskPool pool;
  private volatile List<TaskLoop> loops = List.of();

  private Worker(WorkerConfig config, Map<String, TaskExecutor> executors) {
    this.config = config;
    this.executors = executors;
    this.thread = Thread.ofPlatform().name("millrace-worker").unstarted(this::run);
  }

  /**
   * Starts a worker with the executors that the service loader finds.
   *
   * @throws InvalidWorkerConfig if the configuration does not fit the executors
   */
  public static Worker start(WorkerConfig config) {
    List<TaskExecutor> found = new ArrayList<>();
    ServiceLoader.load(TaskExecutor.class).forEach(found::add);
    return start(config, found);
  }

  /**
   * Starts a worker with these executors. It closes them when it stops.
   *
   * @throws InvalidWorkerConfig if the configuration does not fit the executors
   */
  public static Worker start(WorkerConfig config, Collection<? extends TaskExecutor> executors) {
    Worker worker = new Worker(config, Executors.open(config, List.copyOf(executors)));
    worker.thread.start();
    return worker;
  }

  /** The worker's id. */
  public String id() {
    return config.id();
  }

  /** The names of the executors that it serves. */
  public Set<String> executors() {
    return executors.keySet();
  }

  /** How many tasks it runs at the moment. */
  public int running() {
    TaskPool current = pool;
    return current == null ? 0 : current.running();
  }

  /**
   * Waits until Kafka is there with all that is needed and the first tasks are asked for.
   *
   * @return false if that took longer
   */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    return ready.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until the worker has stopped. */
  public void awaitStopped() throws InterruptedException {
    thread.join();
  }

  /**
   * Drains and stops: takes as long as running tasks do, at most the configured drain time-out and
   * a few seconds.
   */
  @Override
  public void close() {
    stop.countDown();
    List<TaskLoop> current = loops;
    if (current.isEmpty()) {
      // Still waiting for Kafka: there is nothing to drain.
      thread.interrupt();
    }
    current.forEach(TaskLoop::stop);
    try {
      Duration longest =
          config.timing().drainTimeout().plus(UNWIND).plus(LAST_WORDS.multipliedBy(4));
      if (!thread.join(longest)) {
        LOG.warn("worker {} could not tell Kafka of its end in time", config.id());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      WorkerTopics topics = new WorkerTopics(config, executors.keySet());
      if (awaitKafka(topics)) {
        work(topics);
      }
    } catch (InterruptedException e) {
      // Told to stop without ado.
    } finally {
      executors.values().forEach(TaskExecutor::close);
    }
  }

  private boolean awaitKafka(WorkerTopics topics) throws InterruptedException {
    String told = "";
    Instant toldAt = Instant.EPOCH;
    while (stop.getCount() > 0) {
      String missing = topics.prepare();
      if (missing == null) {
        return true;
      }
      Instant now = Instant.now();
      if (!missing.equals(told) || toldAt.plus(BETWEEN_MESSAGES).isBefore(now)) {
        LOG.info("worker {} is not ready: {}", config.id(), missing);
        told = missing;
        toldAt = now;
      }
      stop.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private void work(WorkerTopics topics) throws InterruptedException {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("millrace-worker-clock").daemon().factory());
    clock.setRemoveOnCancelPolicy(true);
    try (Outbound outbound = new Outbound(config);
        CapableTopics tasks = new CapableTopics(config, executors.keySet(), topics.tasks())) {
      Reports reports = new Reports(new Messages(config), outbound);
      TaskPool running = new TaskPool(config, executors, reports, outbound, clock, startedAt);
      Pulse pulse = new Pulse(config, executors.keySet(), startedAt, running::running, reports);
      Rescue rescue = new Rescue(config, reports);
      Thread rescuing = Thread.ofPlatform().name("millrace-worker-rescue").daemon().start(rescue);
      long interval = config.timing().heartbeatInterval().toMillis();
      Future<?> beating =
          clock.scheduleAtFixedRate(
              () -> {
                pulse.beat();
                tasks.look();
              },
              0,
              interval,
              TimeUnit.MILLISECONDS);
      fetch(tasks, running, pulse);
      drain(running, pulse);
      beating.cancel(false);
      rescue.stop();
      rescuing.join(LAST_WORDS);
    } finally {
      clock.shutdownNow();
    }
  }

  /** Until it is told to stop. */
  private void fetch(CapableTopics tasks, TaskPool running, Pulse pulse)
      throws InterruptedException {
    PullLoop pull = new PullLoop(config, tasks::names, running);
    LaneLoop chosen = new LaneLoop(config, new Lanes(pulse::owns), running, pull::wakeup);
    pool = running;
    loops = List.of(pull, chosen);
    if (stop.getCount() > 0) {
      LOG.info("worker {} serves {}", config.id(), executors.keySet().stream().sorted().toList());
      Thread lanes = Thread.ofPlatform().name("millrace-worker-lanes").daemon().start(chosen);
      ready.countDown();
      pull.run();
      chosen.stop();
      lanes.join(LAST_WORDS);
    }
  }

  private void drain(TaskPool running, Pulse pulse) throws InterruptedException {
    pulse.draining();
    LOG.info("worker {} stops: {} tasks are running", config.id(), running.running());
    if (!running.awaitIdle(config.timing().drainTimeout())) {
      running.cancelAll();
      running.awaitIdle(UNWIND);
    }
    running.handBackAll(LAST_WORDS);
    try {
      pulse.end().get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("worker {} could not say that it ends", config.id());
    }
  }
}
