package io.millrace.intake;

import io.millrace.jdbc.DatabaseFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of one loop: what Kafka assigned, what is owned in MySQL, what waits to be.
 *
 * <p>Kafka's assignment is a mere wish. A partition is read only once its lease is held; until then
 * it is paused, and so the loop may poll at any time without losing its place in the group.
 */
final class PartitionKeeper implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionKeeper.class);

  private static final Duration HELD_PAUSE = Duration.ofMillis(500);
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(2);

  private final IntakeSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final PartitionStore partitions;
  private final InstanceStore instances;
  private final TopicIds topicIds;
  private final Clock clock;
  private final Map<Integer, Set<InputTopic>> assigned = new HashMap<>();
  private final Map<Integer, Instant> waiting = new TreeMap<>();
  private final Map<Integer, OwnedPartition> owned = new TreeMap<>();
  private final Map<Integer, PartitionStatus> status = new ConcurrentHashMap<>();
  private Instant renewAt = Instant.MIN;

  PartitionKeeper(
      IntakeSettings settings,
      Consumer<byte[], byte[]> consumer,
      PartitionStore partitions,
      InstanceStore instances,
      TopicIds topicIds,
      Clock clock) {
    this.settings = settings;
    this.consumer = consumer;
    this.partitions = partitions;
    this.instances = instances;
    this.topicIds = topicIds;
    this.clock = clock;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> added) {
    for (TopicPartition log : added) {
      assigned
          .computeIfAbsent(log.partition(), n -> new HashSet<>())
          .add(InputTopic.of(settings.prefix(), log.topic()));
      // Never read from there: the position comes from MySQL. Kafka wants one even while paused.
      consumer.seek(log, 0);
      await(log.partition(), Instant.MIN);
    }
    consumer.pause(added);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> removed) {
    List<PartitionLease> leases = removeAll(removed);
    try {
      partitions.release(leases, settings.engineId());
    } catch (DatabaseFault fault) {
      LOG.info(
          "Partitions {} could not be given back; their leases will run out",
          PartitionLease.partitions(leases));
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> removed) {
    removeAll(removed);
  }

  /** The partitions that are owned, by number. */
  Map<Integer, OwnedPartition> owned() {
    return owned;
  }

  /** How the partitions stand, for health; any thread may ask. */
  List<PartitionStatus> status() {
    return List.copyOf(new TreeMap<>(status).values());
  }

  /** Takes over what can be taken over now. */
  void acquire() {
    Instant now = clock.instant();
    List<Integer> due = new ArrayList<>();
    waiting.forEach(
        (partition, at) -> {
          if (!at.isAfter(now)) {
            due.add(partition);
          }
        });
    if (due.isEmpty()) {
      return;
    }
    Map<String, String> ids = topicIds.read();
    due.forEach(partition -> acquire(partition, ids, now));
  }

  /** Lets go of everything and takes it over anew: what was written last is not known. */
  void abandon() {
    List<Integer> numbers = List.copyOf(owned.keySet());
    for (Integer number : numbers) {
      owned.remove(number);
      consumer.pause(logs(number));
      await(number, Instant.MIN);
    }
  }

  /** Reloads timers whose horizon has come near. */
  void reloadTimers() {
    Instant now = clock.instant();
    for (OwnedPartition partition : owned.values()) {
      TimerHeap timers = partition.timers();
      if (timers.horizon().isBefore(now.plus(settings.timerHorizon().dividedBy(2)))) {
        loadTimers(partition.number(), timers, timers.horizon(), now);
      }
    }
  }

  /** Whether the leases are to be renewed by now. */
  boolean renewalDue() {
    return !owned.isEmpty() && !clock.instant().isBefore(renewAt);
  }

  /** Notes that all leases were renewed. */
  void renewed() {
    renewAt = clock.instant().plus(settings.lease().dividedBy(3));
  }

  /**
   * Renews all leases.
   *
   * @throws OwnershipLost if one is lost
   */
  void renew() {
    List<PartitionLease> leases = owned.values().stream().map(OwnedPartition::lease).toList();
    partitions.renew(leases, settings.engineId(), settings.lease());
    renewed();
  }

  /** When the next thing is to be done that no record brings: a timer, a take-over, a renewal. */
  Instant nextTask() {
    Instant next = owned.isEmpty() ? Instant.MAX : renewAt;
    for (Instant at : waiting.values()) {
      next = at.isBefore(next) ? at : next;
    }
    for (OwnedPartition partition : owned.values()) {
      Instant due = partition.timers().nextDue();
      next = due != null && due.isBefore(next) ? due : next;
    }
    return next;
  }

  private void acquire(int partition, Map<String, String> ids, Instant now) {
    Set<InputTopic> topics = assigned.getOrDefault(partition, Set.of());
    List<String> names = InputTopic.names(settings.prefix());
    if (topics.size() < names.size() || !ids.keySet().containsAll(names)) {
      refuse(
          partition,
          "not every input topic has partition %d: %s must all exist with the same number of partitions"
              .formatted(partition, names),
          now);
      return;
    }
    switch (partitions.acquire(partition, settings.engineId(), settings.lease(), ids)) {
      case Acquisition.Acquired acquired -> take(partition, acquired, now);
      case Acquisition.Held held -> {
        String text = "engine %s holds it until %s".formatted(held.owner(), held.until());
        LOG.debug("Partition {}: {}", partition, text);
        status.put(partition, new PartitionStatus(partition, PartitionStatus.State.WAITING, text));
        waiting.put(partition, now.plus(HELD_PAUSE));
      }
      case Acquisition.TopicReplaced replaced ->
          refuse(partition, LogMismatch.replaced(replaced), now);
    }
  }

  private void take(int partition, Acquisition.Acquired acquired, Instant now) {
    Map<InputTopic, InputPosition> positions = new EnumMap<>(InputTopic.class);
    acquired
        .positions()
        .forEach(p -> positions.put(InputTopic.of(settings.prefix(), p.topic()), p));
    Collection<TopicPartition> logs = logs(partition);
    Map<TopicPartition, Long> ends = consumer.endOffsets(logs);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(logs);
    for (Map.Entry<InputTopic, InputPosition> entry : positions.entrySet()) {
      InputPosition position = entry.getValue();
      TopicPartition log = new TopicPartition(position.topic(), partition);
      if (position.nextOffset() > ends.getOrDefault(log, 0L)) {
        partitions.release(List.of(acquired.lease()), settings.engineId());
        refuse(partition, LogMismatch.truncated(position, ends.getOrDefault(log, 0L)), now);
        return;
      }
      long begin = begins.getOrDefault(log, 0L);
      if (position.nextOffset() < begin) {
        LOG.error(LogMismatch.expired(position, begin));
        entry.setValue(position.at(begin));
      }
    }
    TimerHeap timers = new TimerHeap(Instant.EPOCH);
    loadTimers(partition, timers, Instant.EPOCH, now);
    owned.put(partition, new OwnedPartition(acquired.lease(), positions, timers));
    waiting.remove(partition);
    positions
        .values()
        .forEach(p -> consumer.seek(new TopicPartition(p.topic(), partition), p.nextOffset()));
    consumer.resume(logs);
    renewAt = now;
    status.put(partition, new PartitionStatus(partition, PartitionStatus.State.OWNED, ""));
    LOG.info("Partition {} taken over with fencing token {}", partition, acquired.lease().token());
  }

  private void loadTimers(int partition, TimerHeap timers, Instant from, Instant now) {
    Instant to = now.plus(settings.timerHorizon());
    List<TimerHeap.Timer> due = instances.timers(partition, from, to);
    timers.extendTo(to);
    due.forEach(timer -> timers.add(timer.due(), timer.instanceId()));
  }

  private void refuse(int partition, String text, Instant now) {
    PartitionStatus old =
        status.put(partition, new PartitionStatus(partition, PartitionStatus.State.REFUSED, text));
    waiting.put(partition, now.plus(REFUSED_PAUSE));
    if (old == null || old.state() != PartitionStatus.State.REFUSED) {
      LOG.error("Partition {} is not read: {}", partition, text);
    }
  }

  private void await(int partition, Instant until) {
    waiting.put(partition, until);
    status.put(partition, new PartitionStatus(partition, PartitionStatus.State.WAITING, ""));
  }

  private List<PartitionLease> removeAll(Collection<TopicPartition> removed) {
    List<PartitionLease> leases = new ArrayList<>();
    for (TopicPartition log : removed) {
      assigned.remove(log.partition());
      waiting.remove(log.partition());
      status.remove(log.partition());
      OwnedPartition partition = owned.remove(log.partition());
      if (partition != null) {
        leases.add(partition.lease());
      }
    }
    return leases;
  }

  private List<TopicPartition> logs(int partition) {
    return InputTopic.names(settings.prefix()).stream()
        .map(topic -> new TopicPartition(topic, partition))
        .toList();
  }
}
