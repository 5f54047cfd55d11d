package io.millrace.relay.outbox;

import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeType;
import io.millrace.contract.Placement;
import io.millrace.contract.Topics;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.Cause;
import io.millrace.contract.message.InstanceHeader;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transitions, and rows that hold them, for tests. */
public final class TransitionRows {

  static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  static final InstanceId ID = new InstanceId((3L << 40) + 17);

  private TransitionRows() {}

  /** A row whose transition schedules a node of that executor, in partition 0. */
  public static OutboxRow scheduling(long id, String executor) {
    return new OutboxRow(
        id,
        Topics.TRANSITIONS.suffix(),
        ID.toString(),
        Transition.TYPE,
        sealed(node(1, executor, null)),
        0,
        id,
        "{\"millrace_for\": \"dispatch\"}",
        Instant.now());
  }

  static byte[] sealed(Event... events) {
    return TransitionCodec.seal(
            new Transition(
                ID,
                4,
                Transition.NO_HASH,
                AT,
                new Cause("task.completed", "test.results-3@16"),
                "engine-1",
                new InstanceHeader("order", "1.2.0", null, null, AT, null),
                List.of(events),
                null))
        .bytes();
  }

  static NodeScheduled node(int no, String executor, @Nullable Placement placement) {
    return new NodeScheduled(
        new NodeNo(no),
        "node-" + no,
        null,
        NodeType.TASK,
        null,
        null,
        null,
        null,
        List.of(),
        executor,
        false,
        false,
        1,
        0,
        null,
        Json.tree("{\"sku\":\"A-1\"}"),
        List.of(),
        null,
        null,
        placement);
  }
}
