package io.millrace.worker;

import io.millrace.contract.message.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which tasks of strategy {@value Task#FAILOVER} were begun here, so that a later attempt
 * is left to another worker, if there is one. Used by the threads that fetch.
 */
final class Elsewhere {

  private static final int REMEMBERED = 10_000;

  /** So often a task is given back before it is taken after all: nobody else wants it. */
  private static final int OFFERS = 2;

  private final Map<String, Integer> begun = new LinkedHashMap<>();
  private final int deliveryLimit;

  /** Gives nothing back that would reach its last delivery by that. */
  Elsewhere(int deliveryLimit) {
    this.deliveryLimit = deliveryLimit;
  }

  /** Whether to give a task back; if not, it counts as begun here. */
  boolean prefers(Delivery delivery) {
    Task task = delivery.task();
    if (!Task.FAILOVER.equals(task.strategy())) {
      return false;
    }
    synchronized (begun) {
      return prefers(task, delivery);
    }
  }

  private boolean prefers(Task task, Delivery delivery) {
    String node = task.instanceId() + "/" + task.nodeNo();
    Integer earlier = begun.get(node);
    boolean triedHere = earlier != null && earlier < task.attempt();
    // Without a count the task comes from a partition that is this worker's alone.
    boolean others = delivery.record().deliveryCount().isPresent();
    if (triedHere && others && delivery.count() <= OFFERS && delivery.count() + 1 < deliveryLimit) {
      return true;
    }
    begun.remove(node);
    begun.put(node, task.attempt());
    if (begun.size() > REMEMBERED) {
      begun.remove(begun.keySet().iterator().next());
    }
    return false;
  }
}
