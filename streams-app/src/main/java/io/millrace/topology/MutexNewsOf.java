package io.millrace.topology;

import io.millrace.contract.event.Event;
import io.millrace.contract.event.MutexAcquired;
import io.millrace.contract.event.MutexQueued;
import io.millrace.contract.event.MutexReleased;
import io.millrace.contract.event.PriorityChanged;
import io.millrace.contract.message.Transition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a transition says about mutexes, keyed by mutex. */
final class MutexNewsOf implements Processor<String, Transition, String, MutexNews> {

  private ProcessorContext<String, MutexNews> context;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
  MutexNewsOf() {}

  @Override
  public void init(ProcessorContext<String, MutexNews> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Transition> record) {
    for (Event event : record.value().events()) {
      switch (event) {
        case MutexQueued e ->
            tell(
                record,
                e.key(),
                e.reject() ? MutexNews.What.WANTS_NOW : MutexNews.What.WAITS,
                e.priority());
        case MutexAcquired e -> tell(record, e.key(), MutexNews.What.HAS, 0);
        case MutexReleased e -> tell(record, e.key(), MutexNews.What.LEAVES, 0);
        case PriorityChanged e -> tell(record, e.mutexKey(), MutexNews.What.MOVES, e.priority());
        default -> {}
      }
    }
  }

  private void tell(
      Record<String, Transition> record,
      @Nullable String mutex,
      MutexNews.What what,
      int priority) {
    if (mutex != null) {
      context.forward(
          record.withKey(mutex).withValue(MutexNews.of(record.value(), what, priority)));
    }
  }
}
