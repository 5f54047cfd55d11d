package io.millrace.topology;

import io.millrace.contract.message.Control;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Notes which instance a child is; cancels it if nobody waits for it any more. */
final class Arrivals implements Processor<String, ChildArrival, String, Control> {

  private ProcessorContext<String, Control> context;
  private KeyValueStore<String, AwaitedChildren> store;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
  Arrivals() {}

  @Override
  public void init(ProcessorContext<String, Control> context) {
    this.context = context;
    store = context.getStateStore(SubprocessTopology.CHILDREN);
  }

  @Override
  public void process(Record<String, ChildArrival> record) {
    ChildArrival arrival = record.value();
    int attempt = arrival.parent().attempt();
    AwaitedChildren known = store.get(record.key());
    AwaitedChildren.Child child = known == null ? null : known.ofAttempt(attempt);
    if (known == null || child == null) {
      // It is detached, or the parent has heard of its end already.
      return;
    }
    if (arrival.rejected()) {
      ChildrenOf.keep(store, record.key(), known.without(attempt));
    } else if (child.over()) {
      ChildrenOf.keep(store, record.key(), known.without(attempt));
      context.forward(ChildrenOf.cancel(record, arrival.childId()));
    } else {
      store.put(
          record.key(), known.with(new AwaitedChildren.Child(attempt, arrival.childId(), false)));
    }
  }
}
