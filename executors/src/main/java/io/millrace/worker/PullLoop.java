package io.millrace.worker;

import io.millrace.worker.TaskPool.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Pulls tasks that any worker may have. What it asks for it must be able to run at once: others
 * could have it otherwise. So it has places reserved while it asks.
 */
final class PullLoop extends TaskLoop {

  private final WorkerConfig config;
  private final Supplier<Set<String>> topics;

  PullLoop(WorkerConfig config, Supplier<Set<String>> topics, TaskPool pool) {
    super(config, pool);
    this.config = config;
    this.topics = topics;
  }

  @Override
  TaskFeed open() {
    return switch (config.consumer()) {
      case SHARE -> new ShareFeed(config, topics, fetch);
      case CLASSIC -> ClassicFeed.ofTasks(config, topics, fetch);
    };
  }

  @Override
  void fetchFrom(TaskFeed open) throws InterruptedException {
    if (reserve(open)) {
      settle(open, start(open));
    } else {
      open.pause();
    }
  }

  private boolean reserve(TaskFeed open) throws InterruptedException {
    if (pool.reserve(fetch, Duration.ZERO)) {
      return true;
    }
    open.commit();
    return pool.reserve(fetch, POLL);
  }

  private List<Started> start(TaskFeed open) {
    int reserved = fetch;
    try {
      List<ConsumerRecord<byte[], byte[]>> records = open.poll(POLL);
      List<Started> started = new ArrayList<>(records.size());
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Started one = pool.start(record);
        started.add(one);
        reserved -= one.run() == null ? 0 : 1;
      }
      return started;
    } finally {
      pool.release(reserved);
    }
  }
}
