package io.millrace.intake;

import io.millrace.contract.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When which instance of a partition has something due, as far as the horizon. Entries are hints:
 * an instance may have changed its mind, and may be in the heap more than once.
 */
public final class TimerHeap {

  /**
   * Something falls due.
   *
   * @param due when
   * @param instanceId to whom
   */
  public record Timer(Instant due, InstanceId instanceId) {}

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::instanceId));
  private Instant horizon;

  /**
   * An empty heap.
   *
   * @param horizon what is due at or after it is not kept
   */
  public TimerHeap(Instant horizon) {
    this.horizon = horizon;
  }

  /** What is due at or after this instant is in MySQL only. */
  public Instant horizon() {
    return horizon;
  }

  /** Moves the horizon, once everything before the new one was added. */
  public void extendTo(Instant later) {
    horizon = later;
  }

  /** Notes a timer, unless it is beyond the horizon or there is none. */
  public void add(@Nullable Instant due, InstanceId instanceId) {
    if (due != null && due.isBefore(horizon)) {
      timers.add(new Timer(due, instanceId));
    }
  }

  /** When the first timer is due, or null if there is none. */
  public @Nullable Instant nextDue() {
    Timer first = timers.peek();
    return first == null ? null : first.due();
  }

  /** Takes the instances that have something due at that time, at most so many, each once. */
  public List<InstanceId> takeDue(Instant now, int limit) {
    Set<InstanceId> due = new LinkedHashSet<>();
    Timer first = timers.peek();
    while (first != null && !first.due().isAfter(now) && due.size() < limit) {
      due.add(first.instanceId());
      timers.remove();
      first = timers.peek();
    }
    return new ArrayList<>(due);
  }

  /** How many timers are kept. */
  public int size() {
    return timers.size();
  }
}
