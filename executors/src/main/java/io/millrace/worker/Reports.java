package io.millrace.worker;

import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Task;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** All that a worker tells; each completes when Kafka has it, or with why it never will. */
final class Reports {

  private final Messages messages;
  private final Outbound outbound;

  Reports(Messages messages, Outbound outbound) {
    this.messages = messages;
    this.outbound = outbound;
  }

  CompletableFuture<Void> result(Delivery delivery, Result result, int number) {
    return outbound.send(messages.result(delivery.task(), result, number, delivery.traceParent()));
  }

  CompletableFuture<Void> claim(String claimId, Claim claim) {
    return outbound.send(messages.claim(claimId, claim));
  }

  CompletableFuture<Void> endClaim(String claimId) {
    return outbound.send(messages.claim(claimId, null));
  }

  /** Puts a task back on its topic, for any worker. */
  CompletableFuture<Void> putBack(Task task, int deliveries, @Nullable String traceParent) {
    return outbound.send(messages.task(task, deliveries, traceParent));
  }

  CompletableFuture<Void> deadLetter(
      ConsumerRecord<byte[], byte[]> poison, String code, String reason) {
    return outbound.send(messages.deadLetter(poison, code, reason));
  }

  CompletableFuture<Void> heartbeat(EngineHeartbeat heartbeat) {
    return outbound.send(messages.heartbeat(heartbeat));
  }
}
