package io.millrace.topology;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeType;
import io.millrace.contract.ParentRef;
import io.millrace.contract.Placement;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.Cause;
import io.millrace.contract.message.InstanceHeader;
import io.millrace.contract.message.Transition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transitions for the tests of the topologies. */
final class TransitionExamples {

  static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  static final InstanceId ID = new InstanceId((3L << 40) + 17);
  static final JsonNode CONFIG = Json.tree("{\"sku\":\"A-1\"}");
  static final ErrorInfo ERROR = ErrorInfo.permanent("out-of-stock", "nothing left of A-1");

  private TransitionExamples() {}

  static Transition transition(long sequence, int secondsAfterStart, Event... events) {
    return new Transition(
        ID,
        sequence,
        Transition.NO_HASH,
        T0.plusSeconds(secondsAfterStart),
        new Cause("workflow.start", "millrace.starts-3@16"),
        "engine-1",
        header(null),
        List.of(events),
        Transition.NO_HASH);
  }

  static Transition withBusinessKey(Transition t, String businessKey) {
    return new Transition(
        t.instanceId(),
        t.sequence(),
        t.previousHash(),
        t.at(),
        t.cause(),
        t.engineId(),
        header(businessKey),
        t.events(),
        t.hash());
  }

  /** A transition of another instance, perhaps somebody's child. */
  static Transition transitionOf(
      InstanceId id, @Nullable ParentRef parent, long sequence, String cause, Event... events) {
    return new Transition(
        id,
        sequence,
        Transition.NO_HASH,
        T0,
        new Cause(cause, "millrace.controls-3@16"),
        "engine-1",
        new InstanceHeader("repair", "1.0.0", null, null, null, parent),
        List.of(events),
        Transition.NO_HASH);
  }

  static NodeScheduled task(int nodeNo, String nodeId, String executor, int attempt) {
    return node(nodeNo, nodeId, executor, attempt, false);
  }

  static NodeScheduled internal(int nodeNo, String nodeId, String executor) {
    return node(nodeNo, nodeId, executor, 1, true);
  }

  /** The same for a certain worker. */
  static NodeScheduled placed(
      NodeScheduled node, @Nullable String strategy, @Nullable Placement placement) {
    return new NodeScheduled(
        node.nodeNo(),
        node.nodeId(),
        node.name(),
        node.nodeType(),
        node.parent(),
        node.iteration(),
        node.branch(),
        node.branchIndex(),
        node.dependsOn(),
        node.executor(),
        node.internal(),
        node.dynamic(),
        node.attempt(),
        node.maxRetries(),
        node.dueAt(),
        node.config(),
        node.secrets(),
        strategy,
        node.compensates(),
        placement);
  }

  private static NodeScheduled node(
      int nodeNo, String nodeId, String executor, int attempt, boolean internal) {
    return new NodeScheduled(
        new NodeNo(nodeNo),
        nodeId,
        null,
        NodeType.TASK,
        null,
        null,
        null,
        null,
        List.of(),
        executor,
        internal,
        false,
        attempt,
        3,
        T0.plusSeconds(60),
        CONFIG,
        List.of(),
        null,
        null,
        null);
  }

  static NodeCompleted completed(int nodeNo, int attempt) {
    return new NodeCompleted(new NodeNo(nodeNo), attempt, Json.tree("{\"ok\":true}"), "w-1", null);
  }

  private static InstanceHeader header(@Nullable String businessKey) {
    return new InstanceHeader("order", "1.2.0", "ext-9", businessKey, T0, null);
  }
}
