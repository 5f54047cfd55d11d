package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.CloudEvents;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Placement;
import io.millrace.contract.SecretPlace;
import io.millrace.contract.TaskTopic;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeScheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a worker needs to run a node; the value of a task message ({@code task.execute}).
 *
 * @param instanceId the instance
 * @param nodeNo the node
 * @param nodeId the node's id in the definition
 * @param attempt which attempt, from 1
 * @param executor who is to run it
 * @param config the node's config with its templates resolved, save {@code secrets}, which the
 *     worker resolves
 * @param secrets where in the config the worker inserts secrets, by position
 * @param workflow the workflow's name
 * @param version the workflow's version
 * @param deadline after this the result is not wanted any more, or null
 * @param replyPartition the partition of the results topic to answer to
 * @param idempotencyKey the same for every delivery of the same attempt
 * @param strategy how the worker was chosen, or null for pull; {@value #FAILOVER} asks workers to
 *     leave a later attempt to others
 * @param placement what the worker must be or offer besides, or null
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    requireTypeIdForSubtypes = OptBoolean.FALSE)
@JsonTypeName(Task.TYPE)
public record Task(
    InstanceId instanceId,
    NodeNo nodeNo,
    String nodeId,
    int attempt,
    String executor,
    JsonNode config,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SecretPlace> secrets,
    String workflow,
    String version,
    @Nullable Instant deadline,
    int replyPartition,
    String idempotencyKey,
    @Nullable String strategy,
    @Nullable Placement placement) {

  /** The message's type. */
  public static final String TYPE = "task.execute";

  /** The strategy that asks for another worker than the one that tried before. */
  public static final String FAILOVER = "failover";

  private static final String SOURCE = "millrace/dispatch";

  /** Checks the fields. */
  public Task {
    Fields.present("instanceId", instanceId);
    Fields.present("nodeNo", nodeNo);
    Fields.text("nodeId", nodeId);
    Fields.atLeast("attempt", attempt, 1);
    Fields.text("executor", executor);
    Fields.text("workflow", workflow);
    Fields.text("version", version);
    Fields.atLeast("replyPartition", replyPartition, 0);
    Fields.text("idempotencyKey", idempotencyKey);
    secrets = Fields.list("secrets", secrets);
    config = config == null ? NullNode.getInstance() : config;
  }

  /** The tasks that a transition gives out, in its order; mostly none or one. */
  public static List<Task> of(Transition transition) {
    List<Task> tasks = new ArrayList<>(1);
    for (Event event : transition.events()) {
      if (event instanceof NodeScheduled node && node.executor() != null && !node.internal()) {
        tasks.add(of(transition, node, node.executor()));
      }
    }
    return tasks;
  }

  private static Task of(Transition transition, NodeScheduled node, String executor) {
    InstanceId id = transition.instanceId();
    String version = transition.instance().version();
    return new Task(
        id,
        node.nodeNo(),
        node.nodeId(),
        node.attempt(),
        executor,
        node.config() == null ? NullNode.getInstance() : node.config(),
        node.secrets(),
        transition.instance().workflow(),
        version == null ? "" : version,
        node.dueAt(),
        id.partition(),
        id + "/" + node.nodeNo() + "/" + node.attempt(),
        node.strategy(),
        node.placement());
  }

  /** Whether whoever has the executor may run it, and no worker is to be chosen. */
  public boolean forAnyone() {
    return strategy == null && placement == null;
  }

  /** Where it waits if it is to be pulled. */
  public TaskTopic topic() {
    return TaskTopic.of(executor, placement);
  }

  /** The key of its record. */
  public String key() {
    return instanceId.toString();
  }

  /**
   * The headers of its record.
   *
   * @param at when it was decided
   * @param traceParent the trace that its transition belongs to, or null if none is known
   */
  public Map<String, String> headers(Instant at, @Nullable String traceParent) {
    return CloudEvents.headers(idempotencyKey, TYPE, SOURCE, at, traceParent);
  }
}
