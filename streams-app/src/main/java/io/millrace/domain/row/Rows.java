package io.millrace.domain.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.ParentRef;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.Lifetime;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Nodes;
import io.millrace.domain.state.Origin;
import io.millrace.domain.state.Position;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From an instance to its rows and back: nothing is lost either way. */
public final class Rows {

  /** The property of {@code context_data} that holds what no column does. */
  public static final String ENGINE = "$millrace";

  private static final String BUSINESS_KEY = "businessKey";

  private static final ObjectNode NONE = JsonNodeFactory.instance.objectNode();

  private Rows() {}

  /** The instance's row. */
  public static InstanceRow instance(InstanceState state) {
    boolean added = addsBusinessKey(state.origin());
    ObjectNode input = state.origin().input();
    if (added) {
      input = withEntries(input).put(BUSINESS_KEY, state.origin().businessKey());
    }
    ObjectNode context = withEntries(state.origin().context());
    context.set(ENGINE, EngineData.of(state, added).toJson());
    return instance(state, input, context);
  }

  /** The instance's row for a step that leaves its input and context as they are: without them. */
  public static InstanceRow step(InstanceState state) {
    return instance(state, NONE, NONE);
  }

  private static boolean addsBusinessKey(Origin origin) {
    return origin.businessKey() != null && !origin.input().has(BUSINESS_KEY);
  }

  private static InstanceRow instance(InstanceState state, ObjectNode input, ObjectNode context) {
    Origin origin = state.origin();
    Lifetime times = state.lifetime();
    ParentRef parent = origin.parent();
    return new InstanceRow(
        origin.id().value(),
        origin.definitionId(),
        origin.workflow(),
        origin.externalId(),
        state.status(),
        state.priority(),
        input,
        state.output(),
        context,
        current(state.nodes()),
        topLevel(state.nodes(), List.of(NodeStatus.COMPLETED)),
        topLevel(state.nodes(), List.of(NodeStatus.FAILED, NodeStatus.TIMEOUT)),
        state.retryCount(),
        origin.maxRetries(),
        Errors.message(state.error()),
        Errors.details(state.error()),
        times.startedAt(),
        times.completedAt(),
        times.pausedAt(),
        times.dueAt(),
        state.engineId(),
        parent == null ? null : parent.instanceId().value(),
        parent == null ? null : parent.nodeNo().value(),
        state.position().sequence(),
        state.position().hash(),
        origin.createdBy(),
        origin.createdAt(),
        times.updatedAt());
  }

  /** A node's row. */
  public static NodeRow node(InstanceId instanceId, NodeState node) {
    return NodeRows.row(instanceId, node);
  }

  /** The instance that some rows hold. */
  public static InstanceState state(InstanceRow row, Collection<NodeRow> nodes) {
    EngineData engine = EngineData.of(row.contextData().path(ENGINE));
    return new InstanceState(
        origin(row, engine),
        row.status(),
        row.priority(),
        row.engineId(),
        new Lifetime(
            row.startedAt(), row.completedAt(), row.pausedAt(), row.dueAt(), row.updatedAt()),
        row.retryCount(),
        row.outputData(),
        Errors.error(row.errorMessage(), row.errorDetails()),
        engine.mutexState(),
        engine.keptSignals(),
        engine.rollback(),
        Nodes.of(nodes.stream().map(NodeRows::node).toList()),
        new Position(row.sequence(), row.sequenceHash()));
  }

  private static Origin origin(InstanceRow row, EngineData engine) {
    ObjectNode context = withEntries(row.contextData());
    context.remove(ENGINE);
    ObjectNode input = row.inputData();
    if (Boolean.TRUE.equals(engine.businessKeyAdded())) {
      input = withEntries(input);
      input.remove(BUSINESS_KEY);
    }
    JsonNode mutexKey = context.get("mutexKey");
    return new Origin(
        new InstanceId(row.id()),
        row.definitionId(),
        row.name(),
        engine.version(),
        row.externalId(),
        engine.businessKey(),
        mutexKey == null ? null : mutexKey.textValue(),
        input,
        context,
        row.maxRetries(),
        row.createdBy(),
        engine.notBefore(),
        parent(row, engine),
        row.createdAt());
  }

  private static @Nullable ParentRef parent(InstanceRow row, EngineData engine) {
    if (row.parentInstanceId() == null || row.parentNodeNo() == null) {
      return null;
    }
    return new ParentRef(
        new InstanceId(row.parentInstanceId()),
        new NodeNo(row.parentNodeNo()),
        engine.parentAttempt() == null ? 1 : engine.parentAttempt(),
        engine.parentDepth());
  }

  private static ObjectNode withEntries(ObjectNode of) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(of);
    return copy;
  }

  private static @Nullable String current(Nodes nodes) {
    List<Integer> members = nodes.frame(FrameKey.TOP).members();
    return members.isEmpty()
        ? null
        : nodes.get(new NodeNo(members.get(members.size() - 1))).nodeId();
  }

  private static ArrayNode topLevel(Nodes nodes, List<NodeStatus> statuses) {
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    for (int member : nodes.frame(FrameKey.TOP).members()) {
      NodeState node = nodes.get(new NodeNo(member));
      if (statuses.contains(node.status())) {
        ids.add(node.nodeId());
      }
    }
    return ids;
  }
}
