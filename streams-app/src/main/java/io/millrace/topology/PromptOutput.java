package io.millrace.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes effects on and has them committed: at once while they are few. While they are many they
 * wait for one another, for a commit costs the brokers as much for one as for a hundred; the commit
 * interval bounds how long.
 */
final class PromptOutput<K, V> {

  private static final int FEW = 2;
  private static final long GAP_OF_FEW_MILLIS = 5;
  private static final long GAP_OF_MANY_MILLIS = 25;

  private final ProcessorContext<K, V> context;
  private long committedAt;
  private long gap = GAP_OF_FEW_MILLIS;
  private int sent;

  PromptOutput(ProcessorContext<K, V> context) {
    this.context = context;
  }

  void send(Record<K, V> effect) {
    context.forward(effect);
    sent++;
    long now = context.currentSystemTimeMs();
    if (now - committedAt >= gap) {
      context.commit();
      gap = sent > FEW ? GAP_OF_MANY_MILLIS : GAP_OF_FEW_MILLIS;
      committedAt = now;
      sent = 0;
    }
  }
}
