package io.millrace.domain.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.NodeType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A node while an event is applied to it: changed in place, then made a value again. */
final class NodeDraft {

  private final NodeNo no;
  private Place place;
  private boolean resized;
  private int bytes;

  NodeStatus status = NodeStatus.PENDING;
  int attempt;
  int retryCount;
  int maxRetries;
  @Nullable Integer timeoutSeconds;
  private @Nullable JsonNode input;
  private @Nullable JsonNode output;
  @Nullable ErrorInfo error;
  @Nullable LoopProgress progress;
  @Nullable String engineId;
  @Nullable String claimId;
  @Nullable InstanceId childId;
  @Nullable Instant scheduledAt;
  @Nullable Instant startedAt;
  @Nullable Instant completedAt;
  @Nullable Instant dueAt;
  @Nullable Instant lastHeartbeat;

  NodeDraft(NodeNo no, Place place) {
    this.no = no;
    this.place = place;
  }

  NodeDraft(NodeState node) {
    this(node.no(), node.place());
    status = node.status();
    attempt = node.attempt();
    retryCount = node.retryCount();
    maxRetries = node.maxRetries();
    timeoutSeconds = node.timeoutSeconds();
    input = node.input();
    output = node.output();
    error = node.error();
    progress = node.progress();
    engineId = node.engineId();
    claimId = node.claimId();
    childId = node.childId();
    scheduledAt = node.times().scheduledAt();
    startedAt = node.times().startedAt();
    completedAt = node.times().completedAt();
    dueAt = node.times().dueAt();
    lastHeartbeat = node.times().lastHeartbeat();
    bytes = node.bytes();
  }

  void place(Place value) {
    place = value;
  }

  NodeType type() {
    return place.type();
  }

  @Nullable JsonNode input() {
    return input;
  }

  void input(@Nullable JsonNode value) {
    input = value;
    resized = true;
  }

  void output(@Nullable JsonNode value) {
    output = value;
    resized = true;
  }

  void ended(NodeStatus how, Instant at) {
    status = how;
    completedAt = at;
    dueAt = null;
  }

  /** As if it had not been reached; its number and its attempts stay, so that late results miss. */
  void forget() {
    status = NodeStatus.PENDING;
    retryCount = 0;
    input(null);
    output(null);
    error = null;
    progress = null;
    claimId = null;
    childId = null;
    scheduledAt = null;
    startedAt = null;
    completedAt = null;
    dueAt = null;
    lastHeartbeat = null;
  }

  NodeState done() {
    return new NodeState(
        no,
        place,
        status,
        attempt,
        retryCount,
        maxRetries,
        timeoutSeconds,
        input,
        output,
        error,
        progress,
        engineId,
        claimId,
        childId,
        new NodeTimes(scheduledAt, startedAt, completedAt, dueAt, lastHeartbeat),
        resized ? JsonSize.of(input) + JsonSize.of(output) : bytes);
  }
}
