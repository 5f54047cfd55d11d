package io.millrace.topology;

import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.event.ChildFinished;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeCancelled;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.contract.event.NodeEvent;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeSkipped;
import io.millrace.contract.event.NodeTimedOut;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Transition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Follows the nodes that wait for children: when such a node's attempt ends before its child did,
 * in whatever way, the child is cancelled.
 */
final class ChildrenOf implements Processor<String, Transition, String, Control> {

  private static final Outgoing OUTGOING = new Outgoing("millrace/subprocess");

  private ProcessorContext<String, Control> context;
  private KeyValueStore<String, AwaitedChildren> store;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
  ChildrenOf() {}

  @Override
  public void init(ProcessorContext<String, Control> context) {
    this.context = context;
    store = context.getStateStore(SubprocessTopology.CHILDREN);
  }

  @Override
  public void process(Record<String, Transition> record) {
    for (Event event : record.value().events()) {
      switch (event) {
        case ChildRequested child when !child.detached() -> await(record, child);
        case ChildFinished child -> settle(record, child.nodeNo());
        case NodeCompleted node -> abandon(record, node);
        case NodeFailed node -> abandon(record, node);
        case NodeRetryScheduled node -> abandon(record, node);
        case NodeTimedOut node -> abandon(record, node);
        case NodeSkipped node -> abandon(record, node);
        case NodeCancelled node -> abandon(record, node);
        default -> {}
      }
    }
  }

  private void await(Record<String, Transition> record, ChildRequested child) {
    String key = key(record.value().instanceId(), child.nodeNo());
    AwaitedChildren known = store.get(key);
    AwaitedChildren before = known == null ? AwaitedChildren.NONE : known;
    if (before.ofAttempt(child.attempt()) == null) {
      store.put(key, before.with(new AwaitedChildren.Child(child.attempt(), null, false)));
    }
  }

  private void settle(Record<String, Transition> record, NodeNo nodeNo) {
    String key = key(record.value().instanceId(), nodeNo);
    AwaitedChildren known = store.get(key);
    AwaitedChildren.Child child = known == null ? null : known.awaited();
    if (known != null && child != null) {
      keep(store, key, known.without(child.attempt()));
    }
  }

  private void abandon(Record<String, Transition> record, NodeEvent event) {
    String key = key(record.value().instanceId(), event.nodeNo());
    AwaitedChildren known = store.get(key);
    AwaitedChildren.Child child = known == null ? null : known.awaited();
    if (known == null || child == null) {
      return;
    }
    if (child.id() == null) {
      store.put(key, known.with(new AwaitedChildren.Child(child.attempt(), null, true)));
    } else {
      keep(store, key, known.without(child.attempt()));
      context.forward(cancel(record, child.id()));
    }
  }

  static String key(InstanceId parent, NodeNo nodeNo) {
    return parent + "/" + nodeNo;
  }

  static Record<String, Control> cancel(Record<?, ?> cause, InstanceId child) {
    return OUTGOING.control(
        cause,
        child + "/abandoned",
        new CancelInstance(child, "the parent's node does not wait for it any more", "parent"));
  }

  static void keep(
      KeyValueStore<String, AwaitedChildren> store, String key, AwaitedChildren children) {
    if (children.isEmpty()) {
      store.delete(key);
    } else {
      store.put(key, children);
    }
  }
}
