package io.millrace.domain.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.domain.state.JsonSize;
import io.millrace.domain.state.LoopProgress;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.NodeTimes;
import io.millrace.domain.state.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a node to its row and back. */
final class NodeRows {

  private NodeRows() {}

  static NodeRow row(InstanceId instanceId, NodeState node) {
    Place place = node.place();
    NodeTimes times = node.times();
    return new NodeRow(
        instanceId.value(),
        node.no().value(),
        place.nodeId(),
        place.name(),
        place.type(),
        place.executor(),
        node.status(),
        place.parent() == null ? null : place.parent().value(),
        place.branch(),
        place.branchIndex(),
        place.iteration(),
        place.dynamic(),
        node.attempt(),
        node.retryCount(),
        node.maxRetries(),
        node.timeoutSeconds(),
        node.input(),
        node.output(),
        Errors.message(node.error()),
        Errors.details(node.error()),
        node.progress() == null ? null : node.progress().toJson(),
        node.engineId(),
        node.claimId(),
        node.childId() == null ? null : node.childId().value(),
        texts(place.dependsOn()),
        times.scheduledAt(),
        times.startedAt(),
        times.completedAt(),
        times.dueAt(),
        times.lastHeartbeat());
  }

  static NodeState node(NodeRow row) {
    return new NodeState(
        new NodeNo(row.nodeNo()),
        place(row),
        row.status(),
        row.attempt(),
        row.retryCount(),
        row.maxRetries(),
        row.timeoutSeconds(),
        row.inputData(),
        row.outputData(),
        Errors.error(row.errorMessage(), row.errorDetails()),
        row.loopProgress() == null ? null : LoopProgress.of(row.loopProgress()),
        row.engineId(),
        row.claimId(),
        row.childInstanceId() == null ? null : new InstanceId(row.childInstanceId()),
        new NodeTimes(
            row.scheduledAt(),
            row.startedAt(),
            row.completedAt(),
            row.dueAt(),
            row.lastHeartbeat()),
        JsonSize.of(row.inputData()) + JsonSize.of(row.outputData()));
  }

  private static Place place(NodeRow row) {
    return new Place(
        row.nodeId(),
        row.name(),
        row.type(),
        row.executor(),
        row.parentNo() == null ? null : new NodeNo(row.parentNo()),
        row.iteration(),
        row.branch(),
        row.branchIndex(),
        row.dynamic(),
        texts(row.dependsOn()));
  }

  private static @Nullable JsonNode texts(List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static List<String> texts(@Nullable JsonNode array) {
    if (array == null) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asText()));
    return values;
  }
}
