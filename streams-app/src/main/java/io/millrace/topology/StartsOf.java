package io.millrace.topology;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import io.millrace.contract.ParentRef;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Transition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The start events of the children that a transition asks for. */
final class StartsOf implements Processor<String, Transition, String, Start> {

  private static final Outgoing OUTGOING = new Outgoing("millrace/subprocess");

  private ProcessorContext<String, Start> context;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
  StartsOf() {}

  @Override
  public void init(ProcessorContext<String, Start> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Transition> record) {
    for (Event event : record.value().events()) {
      if (event instanceof ChildRequested child) {
        String id = externalId(record.value(), child);
        context.forward(OUTGOING.start(record, id, start(record.value(), child, id)));
      }
    }
  }

  /** The same for the same attempt, however often it is asked for. */
  static String externalId(Transition transition, ChildRequested child) {
    return "child-of/%s/%s/%d".formatted(transition.instanceId(), child.nodeNo(), child.attempt());
  }

  /** A fallback is told what went wrong before. */
  private static @Nullable ObjectNode context(ChildRequested child) {
    if (child.error() == null) {
      return null;
    }
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.set("error", Json.tree(child.error()));
    return context;
  }

  private static Start start(Transition transition, ChildRequested child, String externalId) {
    return new Start(
        child.workflow(),
        child.version(),
        externalId,
        null,
        null,
        null,
        child.input(),
        context(child),
        "instance " + transition.instanceId(),
        null,
        ParentRef.of(
            transition.instanceId(),
            child.nodeNo(),
            child.attempt(),
            transition.instance().parent()));
  }
}
