package io.millrace.worker;

import io.millrace.contract.message.Task;
import io.millrace.worker.TaskFeed.Settlement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a task from being lost while it runs: at first its record does, which is not settled; for a
 * longer task a claim does, so that the record can be settled.
 *
 * <p>Told of a result by the producer's own thread, which must never wait: whatever may have to
 * wait for Kafka is done on a thread of its own, and nothing is sent while the lock is held.
 */
final class Custody {

  private static final Logger LOG = LoggerFactory.getLogger(Custody.class);

  private final Delivery delivery;
  private final String claimId;
  private final int deliveryLimit;
  private final Reports reports;
  private final CompletableFuture<Settlement> settled = new CompletableFuture<>();

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CompletableFuture<Void> claim;
  private boolean over;

  Custody(Delivery delivery, String claimId, int deliveryLimit, Reports reports) {
    this.delivery = delivery;
    this.claimId = claimId;
    this.deliveryLimit = deliveryLimit;
    this.reports = reports;
  }

  /** Completes when nothing is left to do for the task, with what is to become of its record. */
  CompletableFuture<Settlement> settled() {
    return settled;
  }

  /**
   * Lets a claim take over.
   *
   * @return completes when it has, or when it is not needed any more
   */
  CompletableFuture<Settlement> claim(Claim taken) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    lock.lock();
    try {
      if (over) {
        return settled;
      }
      claim = stored;
    } finally {
      lock.unlock();
    }
    return reports
        .claim(claimId, taken)
        .handle((ok, refused) -> refused)
        .thenCompose(
            refused -> {
              if (refused == null) {
                stored.complete(null);
                return CompletableFuture.completedFuture(Settlement.ACCEPT);
              }
              LOG.error("cannot claim task {}: no other is fetched until it ends", name(), refused);
              stored.completeExceptionally(refused);
              return settled;
            });
  }

  /** The result is stored, or nobody wants one any more. */
  void end() {
    settle(Settlement.ACCEPT, 0);
  }

  /**
   * Another worker is to have the task.
   *
   * @param deliveries how many deliveries count against it
   */
  void giveBack(int deliveries) {
    settle(Settlement.RELEASE, deliveries);
  }

  /**
   * Kafka will not have the result. Other workers may have more luck; when they have had their
   * tries, it is for a human to look at.
   */
  void refused(Throwable why) {
    LOG.error("Kafka refused the result of task {}", name(), why);
    if (delivery.count() < deliveryLimit) {
      giveBack(delivery.count());
      return;
    }
    Thread.ofVirtual().start(() -> bury(String.valueOf(why.getMessage())));
  }

  private void settle(Settlement settlement, int deliveries) {
    CompletableFuture<Void> claimed;
    lock.lock();
    try {
      over = true;
      claimed = claim;
    } finally {
      lock.unlock();
    }
    if (claimed == null) {
      settled.complete(settlement);
    } else {
      Thread.ofVirtual().start(() -> settled.complete(unclaim(claimed, settlement, deliveries)));
    }
  }

  /** In order: the task is never without one that keeps it. */
  private Settlement unclaim(
      CompletableFuture<Void> claimed, Settlement settlement, int deliveries) {
    try {
      claimed.join();
    } catch (CompletionException e) {
      return settlement;
    }
    try {
      if (settlement == Settlement.RELEASE) {
        reports.putBack(delivery.task(), deliveries, delivery.traceParent()).join();
      }
      reports.endClaim(claimId).join();
    } catch (CompletionException e) {
      LOG.error("cannot end the claim on task {}", name(), e.getCause());
    }
    return Settlement.ACCEPT;
  }

  private void bury(String why) {
    try {
      reports.deadLetter(delivery.record(), "result-refused", why).join();
    } catch (CompletionException e) {
      LOG.error("cannot write task {} to the dead letters", name(), e.getCause());
    }
    settle(Settlement.ACCEPT, 0);
  }

  private String name() {
    Task task = delivery.task();
    return task.instanceId() + "/" + task.nodeId() + "#" + task.attempt();
  }
}
