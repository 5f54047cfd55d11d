package io.millrace.topology;

import io.millrace.contract.ParentRef;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCreated;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Transition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Announces, to the parent's partition, which instance a child is, or that there is none. */
final class ArrivalsOf implements Processor<String, Transition, String, ChildArrival> {

  private ProcessorContext<String, ChildArrival> context;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
  ArrivalsOf() {}

  @Override
  public void init(ProcessorContext<String, ChildArrival> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Transition> record) {
    Transition transition = record.value();
    ParentRef parent = transition.instance().parent();
    if (parent == null || transition.sequence() > 1) {
      return;
    }
    for (Event event : transition.events()) {
      if (event instanceof InstanceCreated) {
        announce(record, new ChildArrival(parent, transition.instanceId(), false));
      } else if (event instanceof StartRejected rejected && rejected.existingInstanceId() == null) {
        announce(record, new ChildArrival(parent, transition.instanceId(), true));
      }
    }
  }

  private void announce(Record<String, Transition> record, ChildArrival arrival) {
    String key = ChildrenOf.key(arrival.parent().instanceId(), arrival.parent().nodeNo());
    context.forward(record.withKey(key).withValue(arrival));
  }
}
