package io.millrace.topology;

import io.millrace.contract.message.EngineHeartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which workers are there, what they can do and which lanes are theirs, from the signs of life on
 * the engines topic. Written by one thread, read by any.
 *
 * <p>Silence is measured with this process's own clock, from when a sign of life was read: clocks
 * of other machines do not matter. While nobody is heard, Kafka is away, and nobody's silence means
 * anything; when somebody is, all have their time anew. A lane belongs to who claimed it last: so
 * the lanes of a dead worker are its own no longer as soon as another has them.
 */
public final class Roster {

  private static final String ACTIVE = "active";

  private final long deadAfter;
  private final LongSupplier nanos;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private volatile Snapshot snapshot;

  /**
   * An empty one.
   *
   * @param deadAfter how long a worker may be silent
   * @param nanos a clock, as {@link System#nanoTime}
   */
  public Roster(Duration deadAfter, LongSupplier nanos) {
    this.deadAfter = deadAfter.toNanos();
    this.nanos = nanos;
    this.snapshot = new Snapshot(Map.of(), List.of(), nanos.getAsLong(), nanos.getAsLong());
  }

  /**
   * A worker with a lane, as it was when it was heard last.
   *
   * @param id who
   * @param hostname where
   * @param executors what it runs
   * @param capabilities what else it offers
   * @param lane where tasks for it go
   * @param running how many tasks it runs
   * @param places how many it may run at once
   * @param sent how many tasks were sent to it from here since then
   * @param heard when that was
   */
  record Worker(
      String id,
      String hostname,
      Set<String> executors,
      Set<String> capabilities,
      int lane,
      int running,
      int places,
      AtomicInteger sent,
      long heard) {

    /** How busy it is: 1 if it can run no more at once. */
    double load() {
      return (double) (running + sent.get()) / places;
    }
  }

  private record Snapshot(
      Map<String, EngineHeartbeat> beats, List<Worker> workers, long latest, long reliableSince) {}

  /** Takes in a sign of life. */
  void hear(EngineHeartbeat beat) {
    Snapshot before = snapshot;
    long now = nanos.getAsLong();
    boolean wasDeaf = now - before.latest > deadAfter / 3;
    Map<String, EngineHeartbeat> beats = new TreeMap<>(before.beats);
    beats.put(beat.engineId(), beat);
    List<Worker> workers = without(before.workers, beat);
    Worker worker = worker(beat, now);
    if (worker != null) {
      workers.add(worker);
      workers.sort(Comparator.comparing(Worker::id));
    }
    snapshot = new Snapshot(beats, List.copyOf(workers), now, wasDeaf ? now : before.reliableSince);
  }

  /** Takes in that somebody is not to be known any more. */
  void forget(String engineId) {
    Snapshot before = snapshot;
    Map<String, EngineHeartbeat> beats = new TreeMap<>(before.beats);
    beats.remove(engineId);
    List<Worker> workers =
        before.workers.stream().filter(worker -> !worker.id().equals(engineId)).toList();
    snapshot = new Snapshot(beats, workers, nanos.getAsLong(), before.reliableSince);
  }

  /** Takes in that all that was there at first is read. */
  void loaded() {
    loaded.countDown();
  }

  /** Waits for that, but not long: without it tasks can still be pulled. */
  void awaitLoaded(Duration atMost) {
    try {
      var unused = loaded.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The living workers that have a lane, by id. */
  List<Worker> workers() {
    Snapshot now = snapshot;
    return now.workers.stream()
        .filter(it -> now.latest - Math.max(it.heard(), now.reliableSince) <= deadAfter)
        .toList();
  }

  /** The machine of an engine or worker, if it was ever heard. */
  @Nullable String hostOf(String engineId) {
    EngineHeartbeat beat = snapshot.beats.get(engineId);
    return beat == null ? null : beat.hostname();
  }

  private static @Nullable Worker worker(EngineHeartbeat beat, long now) {
    if (beat.lanes().isEmpty() || !beat.status().equals(ACTIVE)) {
      return null;
    }
    var load = beat.load();
    return new Worker(
        beat.engineId(),
        beat.hostname(),
        Set.copyOf(beat.executors()),
        Set.copyOf(beat.capabilities()),
        beat.lanes().getFirst(),
        load == null ? 0 : load.path("activeNodes").asInt(0),
        load == null ? 1 : Math.max(1, load.path("capacity").asInt(1)),
        new AtomicInteger(),
        now);
  }

  /** The others, save those whose lane it has now. */
  private static List<Worker> without(List<Worker> workers, EngineHeartbeat beat) {
    List<Worker> others = new ArrayList<>(workers);
    others.removeIf(it -> it.id().equals(beat.engineId()) || beat.lanes().contains(it.lane()));
    return others;
  }
}
