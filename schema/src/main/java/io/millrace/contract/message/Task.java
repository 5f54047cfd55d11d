package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Placement;
import io.millrace.contract.SecretPlace;
import java.time.Instant;
import java.util.List;
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
}
