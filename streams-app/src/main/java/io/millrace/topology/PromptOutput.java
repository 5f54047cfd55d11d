package io.millrace.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Passes effects on and has them committed soon. */
final class PromptOutput<K, V> {

  private final ProcessorContext<K, V> context;
  private final CommitPace pace;

  PromptOutput(ProcessorContext<K, V> context, CommitPace pace) {
    this.context = context;
    this.pace = pace;
  }

  void send(Record<K, V> effect) {
    context.forward(effect);
    if (pace.commitsAt(context.currentSystemTimeMs())) {
      context.commit();
    }
  }
}
