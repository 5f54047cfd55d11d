package io.millrace.intake;

import io.millrace.contract.InstanceId;
import io.millrace.domain.Circuits;
import io.millrace.domain.state.InstanceState;
import io.millrace.jdbc.DatabaseFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in batches: decode, load, decide, write. Belongs to one loop and is not safe for use by
 * several threads.
 */
final class BatchProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(BatchProcessor.class);

  private static final int MAX_ATTEMPTS = 10;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration STUCK_TIMER_PAUSE = Duration.ofMinutes(1);
  private static final Duration IDLE_TIMER_PAUSE = Duration.ofSeconds(1);

  private final IntakeSettings settings;
  private final String hostname;
  private final InstanceStore store;
  private final BatchLoader loader;
  private final StateCache cache;
  private final Clock clock;
  private final LongSupplier seeds;
  private final IntakeMetrics metrics;
  private Circuits circuits = Circuits.CLOSED;

  BatchProcessor(
      IntakeSettings settings,
      String hostname,
      InstanceStore store,
      WorkflowCatalog catalog,
      Clock clock,
      LongSupplier seeds,
      IntakeMetrics metrics) {
    this.settings = settings;
    this.hostname = hostname;
    this.store = store;
    this.cache = new StateCache(settings.cacheBytes() / settings.threads());
    this.loader = new BatchLoader(store, catalog, cache);
    this.clock = clock;
    this.seeds = seeds;
    this.metrics = metrics;
  }

  /** Forgets the cached instances of a partition. */
  void forget(int partition) {
    cache.forget(partition);
  }

  /**
   * Takes a batch in; afterwards it is durable and the positions of its partitions are advanced.
   *
   * @return what must be read again
   * @throws OwnershipLost if a partition is no longer owned; nothing of the last part was written
   * @throws DatabaseFault if MySQL cannot work; what was written is not known
   */
  Postponed process(Batch batch) {
    Postponed postponed = new Postponed();
    process(batch, postponed, null);
    return postponed;
  }

  private void process(Batch batch, Postponed postponed, DeadLetter.@Nullable Reason setAside) {
    try {
      attempt(batch, postponed, setAside);
    } catch (DatabaseFault fault) {
      if (fault.kind() != DatabaseFault.Kind.REFUSED) {
        throw fault;
      }
      isolate(batch, postponed, setAside, fault);
    }
  }

  /** MySQL refuses something in the batch: find the one record, and put it aside. */
  private void isolate(
      Batch batch, Postponed postponed, DeadLetter.@Nullable Reason setAside, DatabaseFault fault) {
    List<Work> work = batch.work();
    if (work.size() > 1) {
      LOG.warn("MySQL refuses something in a batch of {}: looking for it", work.size(), fault);
      int half = work.size() / 2;
      process(batch.with(work.subList(0, half)), postponed, null);
      List<Work> rest = postponed.without(work.subList(half, work.size()));
      if (!rest.isEmpty()) {
        process(batch.with(rest), postponed, null);
      }
    } else if (work.getFirst() instanceof Work.Due due) {
      LOG.error("MySQL refuses what the timers of instance {} lead to", due.instanceId(), fault);
      batch.partition(due).timers().add(clock.instant().plus(STUCK_TIMER_PAUSE), due.instanceId());
    } else if (setAside == null) {
      LOG.error("MySQL refuses what {} leads to", work, fault);
      String text = String.valueOf(fault.getMessage());
      process(batch, postponed, new DeadLetter.Reason("not-storable", "", text));
    } else {
      throw fault;
    }
  }

  private void attempt(Batch batch, Postponed postponed, DeadLetter.@Nullable Reason setAside) {
    boolean startsMayExist = false;
    for (int attempt = 1; ; attempt++) {
      try {
        once(batch, postponed, setAside, startsMayExist);
        return;
      } catch (DatabaseFault fault) {
        switch (fault.kind()) {
          case DUPLICATE -> startsMayExist = true;
          case CONTENDED -> {}
          case UNAVAILABLE, REFUSED -> throw fault;
        }
        noteRetry(attempt, fault);
        pause(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, 6)));
      } catch (VersionsChanged changed) {
        noteRetry(attempt, changed);
        loader.forgetAnswers();
      }
    }
  }

  private void noteRetry(int attempt, RuntimeException cause) {
    if (attempt == MAX_ATTEMPTS) {
      throw cause;
    }
    LOG.debug("Batch is tried again", cause);
    metrics.retries.increment();
  }

  private void once(
      Batch all,
      Postponed postponed,
      DeadLetter.@Nullable Reason setAside,
      boolean startsMayExist) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    long begin = System.nanoTime();
    List<Input> inputs = decode(all, setAside);
    long decoded = System.nanoTime();
    BatchDecider.Known known = loader.load(inputs, startsMayExist);
    inputs = new StartsFirst(all, known.states().keySet()).sorted(inputs, postponed);
    Batch batch = all.with(postponed.without(all.work()));
    if (batch.work().isEmpty()) {
      return;
    }
    long loaded = System.nanoTime();
    BatchDecider decider =
        new BatchDecider(
            settings.engineId(), hostname, seeds, known, now, settings.logLevel(), circuits);
    decider.decide(inputs);
    long decided = System.nanoTime();
    BatchWrite write = write(batch, known.versions(), decider.draft(), now);
    InstanceStore.Written written = store.write(write);
    long done = System.nanoTime();
    circuits = decider.circuits();
    remember(batch, write, decider, now);
    count(batch, decider, written);
    metrics.decodeNanos.add(decoded - begin);
    metrics.loadNanos.add(loaded - decoded);
    metrics.decideNanos.add(decided - loaded);
    metrics.writeNanos.add(done - decided);
  }

  private static List<Input> decode(Batch batch, DeadLetter.@Nullable Reason setAside) {
    List<Input> inputs = new ArrayList<>(batch.work().size());
    for (Work work : batch.work()) {
      inputs.add(
          setAside != null && work instanceof Work.Received received
              ? new Input.Unusable(received, setAside)
              : InputDecoder.decode(work, batch.partition(work).idBase()));
    }
    return inputs;
  }

  private BatchWrite write(
      Batch batch, Set<WorkflowCatalog.Lookup.Found> versions, Draft draft, Instant now) {
    return new BatchWrite(
        settings.engineId(),
        batch.leases(),
        settings.lease(),
        now,
        versions,
        draft.instances(),
        draft.outbox(),
        draft.logs(),
        positions(batch));
  }

  /** How far the batch takes its logs, in the order of the table's key. */
  private static List<InputPosition> positions(Batch batch) {
    Map<TopicPartition, InputPosition> ends = new HashMap<>();
    for (Work work : batch.work()) {
      if (work instanceof Work.Received received) {
        ConsumerRecord<byte[], byte[]> record = received.record();
        ends.put(
            new TopicPartition(record.topic(), record.partition()),
            batch.partition(work).position(received.input()).at(record.offset() + 1));
      }
    }
    return ends.values().stream()
        .sorted(
            Comparator.comparing(InputPosition::topic).thenComparingInt(InputPosition::partition))
        .toList();
  }

  /** What is durable now becomes what the loop knows. */
  private void remember(Batch batch, BatchWrite write, BatchDecider decider, Instant now) {
    for (Work work : batch.work()) {
      if (work instanceof Work.Received received) {
        batch.partition(work).advance(received.input(), received.record().offset() + 1);
      }
    }
    for (InstanceChange change : write.instances()) {
      cache.put(change.after());
      Instant due = change.after().nextDue();
      if (due != null && (change.before() == null || !due.equals(change.before().nextDue()))) {
        timers(batch, change.id()).add(due, change.id());
      }
    }
    Set<InstanceId> changed =
        write.instances().stream().map(InstanceChange::id).collect(Collectors.toSet());
    for (Work work : batch.work()) {
      if (work instanceof Work.Due due) {
        rearm(batch, decider, due.instanceId(), changed.contains(due.instanceId()), now);
      }
    }
  }

  /** The heap gave the timer away: what is still to come goes back. */
  private void rearm(
      Batch batch, BatchDecider decider, InstanceId id, boolean changed, Instant now) {
    InstanceState state = decider.latest(id);
    Instant due = state == null ? null : state.nextDue();
    if (due == null) {
      return;
    }
    if (decider.stuckTimers().contains(id)) {
      due = now.plus(STUCK_TIMER_PAUSE);
    } else if (!changed && !due.isAfter(now)) {
      due = now.plus(IDLE_TIMER_PAUSE);
    }
    timers(batch, id).add(due, id);
  }

  private static TimerHeap timers(Batch batch, InstanceId id) {
    return batch.partition(new Work.Due(id)).timers();
  }

  private void count(Batch batch, BatchDecider decider, InstanceStore.Written written) {
    long due = batch.work().stream().filter(Work.Due.class::isInstance).count();
    metrics.records.add(batch.work().size() - due);
    metrics.timers.add(due);
    metrics.batches.increment();
    metrics.transitions.add(decider.draft().transitions());
    metrics.deadLetters.add(decider.draft().deadLetters());
    metrics.ignored.add(decider.ignored());
    metrics.loads.add(loader.takeLoads());
    metrics.rows.add(written.rows());
    metrics.statements.add(written.statements());
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
