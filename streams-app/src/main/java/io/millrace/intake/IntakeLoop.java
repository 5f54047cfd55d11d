package io.millrace.intake;

import io.millrace.jdbc.DatabaseFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread of intake with its own consumer: polls, takes in, goes on whatever happens to MySQL or
 * Kafka, until it is stopped.
 */
final class IntakeLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(IntakeLoop.class);

  private static final Duration OFFSET_COMMIT_INTERVAL = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** How long a busy loop waits for what has come since the records that it has were fetched. */
  private static final Duration SECOND_LOOK = Duration.ofMillis(2);

  private final IntakeSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final PartitionKeeper keeper;
  private final BatchProcessor processor;
  private final Clock clock;
  private final IntakeMetrics metrics;
  private volatile boolean stopping;
  private volatile boolean reexamine;
  private volatile String trouble = "";
  private volatile Map<TopicPartition, Long> lag = Map.of();
  private int lastBatch;
  private long begunNanos = System.nanoTime();
  private Duration pause = FIRST_PAUSE;
  private Instant commitOffsetsAt = Instant.MIN;

  IntakeLoop(
      IntakeSettings settings,
      Consumer<byte[], byte[]> consumer,
      PartitionKeeper keeper,
      BatchProcessor processor,
      Clock clock,
      IntakeMetrics metrics) {
    this.settings = settings;
    this.consumer = consumer;
    this.keeper = keeper;
    this.processor = processor;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(InputTopic.names(settings.prefix()), keeper);
      while (!stopping) {
        turn();
      }
      // Others are to take over at once, not when the session is over.
      consumer.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    } catch (FencedInstanceIdException e) {
      LOG.error("Intake ends: another engine runs under the id {}", settings.engineId());
      trouble = "another engine runs under the same engine.id: give each its own";
      consumer.close();
    } catch (RuntimeException e) {
      LOG.error("Intake ends", e);
      trouble = "ended: " + e.getMessage();
      consumer.close();
    }
  }

  /** Makes the loop end after what it is at; its leases are given back. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  /**
   * Makes the loop take its partitions over anew, for their topics may not be the same any more.
   */
  void reexamine() {
    reexamine = true;
  }

  /** How the partitions of this loop stand. */
  List<PartitionStatus> partitions() {
    return keeper.status();
  }

  /** What keeps the loop from working, for people; empty if nothing does. */
  String trouble() {
    return trouble;
  }

  /** How many records are yet to be taken in, by log, as of some seconds ago. */
  Map<TopicPartition, Long> lag() {
    return lag;
  }

  private void turn() {
    try {
      if (reexamine) {
        reexamine = false;
        abandon();
      }
      keeper.acquire();
      keeper.reloadTimers();
      List<Work> work = work(poll());
      lastBatch = work.size();
      takeIn(work);
      commitOffsets();
      trouble = "";
      pause = FIRST_PAUSE;
    } catch (WakeupException e) {
      LOG.debug("Woken up");
    } catch (FencedInstanceIdException e) {
      throw e;
    } catch (InterruptException e) {
      stopping = true;
    } catch (OwnershipLost e) {
      LOG.warn("{}; everything this loop owns is taken over anew", e.getMessage());
      abandon();
    } catch (InvalidOffsetException e) {
      LOG.warn("A log does not have the position that MySQL knows: {}", e.getMessage());
      abandon();
    } catch (DatabaseFault e) {
      rest("MySQL does not work: " + e.getMessage(), e);
    } catch (KafkaException e) {
      rest("Kafka does not work: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      LOG.error("A batch failed", e);
      rest("a batch failed: " + e.getMessage(), e);
    }
  }

  /**
   * What has come, after a {@linkplain Pace rest}. A poll gives what was fetched while the batch
   * before was worked on: what has come since would wait for a whole batch, so a busy loop asks
   * once more. If the second poll fails, the logs are read again from the positions in MySQL.
   */
  private List<ConsumerRecords<byte[], byte[]>> poll() {
    boolean busy = Pace.busy(lastBatch);
    Duration took = Duration.ofNanos(System.nanoTime() - begunNanos);
    sleep(Pace.rest(lastBatch, settings.maxBatch(), took));
    ConsumerRecords<byte[], byte[]> first = consumer.poll(untilNextTask());
    begunNanos = System.nanoTime();
    boolean full = Pace.full(first.count(), settings.maxBatch());
    return busy && !first.isEmpty() && !full
        ? List.of(first, consumer.poll(SECOND_LOOK))
        : List.of(first);
  }

  /** What there is to do: records first, then what is due. */
  private List<Work> work(List<ConsumerRecords<byte[], byte[]>> polled) {
    List<Work> work = new ArrayList<>();
    for (InputTopic input : InputTopic.values()) {
      for (ConsumerRecords<byte[], byte[]> records : polled) {
        addReceived(input, records, work);
      }
    }
    Instant now = clock.instant();
    for (OwnedPartition partition : keeper.owned().values()) {
      int room = settings.maxBatch() - Math.min(work.size(), settings.maxBatch() / 2);
      partition.timers().takeDue(now, room).forEach(id -> work.add(new Work.Due(id)));
    }
    return work;
  }

  private void addReceived(
      InputTopic input, ConsumerRecords<byte[], byte[]> records, List<Work> work) {
    for (ConsumerRecord<byte[], byte[]> record : records.records(input.name(settings.prefix()))) {
      if (keeper.owned().containsKey(record.partition())) {
        work.add(new Work.Received(input, record));
      }
    }
  }

  private void takeIn(List<Work> work) {
    boolean renewAll = keeper.renewalDue();
    if (work.isEmpty()) {
      if (renewAll) {
        keeper.renew();
      }
      return;
    }
    Batch batch = new Batch(work, keeper.owned(), renewAll, this::startsEnd);
    Postponed postponed = processor.process(batch);
    postponed.offsets().forEach(consumer::seek);
    if (renewAll) {
      keeper.renewed();
    }
  }

  private Duration untilNextTask() {
    Instant now = clock.instant();
    Instant next = keeper.nextTask();
    Instant latest = now.plus(settings.maxWait());
    if (!next.isBefore(latest)) {
      return settings.maxWait();
    }
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }

  private long startsEnd(int partition) {
    TopicPartition log = new TopicPartition(InputTopic.STARTS.name(settings.prefix()), partition);
    return consumer.endOffsets(List.of(log)).getOrDefault(log, 0L);
  }

  /** For lag monitoring only: what counts are the positions in MySQL. */
  private void commitOffsets() {
    Instant now = clock.instant();
    if (now.isBefore(commitOffsetsAt) || keeper.owned().isEmpty()) {
      return;
    }
    commitOffsetsAt = now.plus(OFFSET_COMMIT_INTERVAL);
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (OwnedPartition partition : keeper.owned().values()) {
      for (InputPosition position : partition.positions()) {
        offsets.put(
            new TopicPartition(position.topic(), position.partition()),
            new OffsetAndMetadata(position.nextOffset()));
      }
    }
    Map<TopicPartition, Long> behind = new HashMap<>();
    offsets.keySet().forEach(log -> consumer.currentLag(log).ifPresent(n -> behind.put(log, n)));
    lag = behind;
    consumer.commitAsync(
        offsets,
        (done, e) -> {
          if (e != null) {
            LOG.debug("Offsets could not be committed", e);
          }
        });
  }

  /** Whatever is under way is given up; the logs are read again from the positions in MySQL. */
  private void abandon() {
    metrics.abandoned.increment();
    keeper.owned().keySet().forEach(processor::forget);
    keeper.abandon();
  }

  /** Waits while staying in the consumer group: every partition is paused. */
  private void rest(String why, RuntimeException cause) {
    if (trouble.isEmpty()) {
      LOG.warn("{}; trying again until it works", why);
    }
    LOG.debug("Intake rests", cause);
    trouble = why;
    abandon();
    try {
      consumer.poll(pause);
    } catch (WakeupException e) {
      LOG.debug("Woken up");
    } catch (RuntimeException e) {
      LOG.debug("Poll failed", e);
      sleep(pause);
    }
    Duration next = pause.multipliedBy(2);
    pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  /** Returns at once if the length is not above zero. */
  private void sleep(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }
}
