package io.millrace.topology;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.ParentRef;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.ReportChild;
import io.millrace.contract.message.Transition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells the parent how its child ended, or that there will be none. */
final class ReportsOf implements Processor<String, Transition, String, Control> {

  private static final Outgoing OUTGOING = new Outgoing("millrace/subprocess");

  private ProcessorContext<String, Control> context;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
  ReportsOf() {}

  @Override
  public void init(ProcessorContext<String, Control> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Transition> record) {
    Transition transition = record.value();
    ParentRef parent = transition.instance().parent();
    if (parent == null) {
      return;
    }
    for (Event event : transition.events()) {
      ReportChild report = report(transition, parent, event);
      if (report != null) {
        String id = transition.instanceId() + "/" + transition.sequence() + "/parent";
        context.forward(OUTGOING.control(record, id, report));
      }
    }
  }

  private static @Nullable ReportChild report(Transition child, ParentRef parent, Event event) {
    return switch (event) {
      case InstanceCompleted e -> report(child, parent, InstanceStatus.COMPLETED, e.output(), null);
      case InstanceFailed e -> report(child, parent, InstanceStatus.FAILED, null, e.error());
      case InstanceTimedOut e -> report(child, parent, InstanceStatus.TIMEOUT, null, e.error());
      case InstanceCancelled e ->
          report(
              child,
              parent,
              InstanceStatus.CANCELLED,
              null,
              ErrorInfo.permanent(
                  "cancelled", e.reason() == null ? "Cancelled on request." : e.reason()));
      // The externalId is taken by the child itself: this start was the second for one attempt.
      case StartRejected e when e.existingInstanceId() != null -> null;
      case StartRejected e -> report(child, parent, InstanceStatus.FAILED, null, e.error());
      default -> null;
    };
  }

  private static ReportChild report(
      Transition child,
      ParentRef parent,
      InstanceStatus status,
      @Nullable JsonNode output,
      @Nullable ErrorInfo error) {
    return new ReportChild(
        parent.instanceId(),
        null,
        null,
        parent.nodeNo(),
        parent.attempt(),
        child.instanceId(),
        status,
        output,
        error);
  }
}
