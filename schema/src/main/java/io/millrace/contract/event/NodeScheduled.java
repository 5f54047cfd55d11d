package io.millrace.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeType;
import io.millrace.contract.Placement;
import io.millrace.contract.SecretPlace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node was reached, or an attempt of it begins. Unless the engine itself runs it, this is what is
 * handed out.
 *
 * @param nodeNo the node
 * @param nodeId its id in the definition
 * @param name its display name, or null if it has none
 * @param nodeType its kind
 * @param parent the loop, parallel or condition around it, or null at top level
 * @param iteration its iteration of the loop around it, from 0, or null
 * @param branch the id of its branch of the parallel or condition around it, or null
 * @param branchIndex the place of that branch among its siblings, from 0, or null
 * @param dependsOn the ids of the nodes that it waits for
 * @param executor the executor that the definition names, or null for nodes that have none
 * @param internal whether the engine itself runs it, so that nothing is handed out
 * @param dynamic whether the node exists because of data known only at run time
 * @param attempt which attempt, from 1
 * @param maxRetries how many attempts may follow the first
 * @param dueAt when this attempt's time runs out, or null
 * @param config the resolved config, or null
 * @param secrets where in the config the worker inserts secrets, by position
 * @param strategy how a worker is to be chosen, or null for pull
 * @param compensates the node that this one undoes, or null
 * @param placement what is asked of the worker besides the executor, or null
 */
public record NodeScheduled(
    NodeNo nodeNo,
    String nodeId,
    @Nullable String name,
    NodeType nodeType,
    @Nullable NodeNo parent,
    @Nullable Integer iteration,
    @Nullable String branch,
    @Nullable Integer branchIndex,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dependsOn,
    @Nullable String executor,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean internal,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean dynamic,
    int attempt,
    int maxRetries,
    @Nullable Instant dueAt,
    @Nullable JsonNode config,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SecretPlace> secrets,
    @Nullable String strategy,
    @Nullable NodeNo compensates,
    @Nullable Placement placement)
    implements NodeEvent {

  /** Checks the fields. */
  public NodeScheduled {
    Fields.present("nodeNo", nodeNo);
    Fields.present("nodeId", nodeId);
    Fields.present("nodeType", nodeType);
    dependsOn = Fields.list("dependsOn", dependsOn);
    secrets = Fields.list("secrets", secrets);
    Fields.atLeast("attempt", attempt, 1);
  }
}
