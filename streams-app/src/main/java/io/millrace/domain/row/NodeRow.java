package io.millrace.domain.row;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.NodeType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code task_nodes} that hold a node's state. Null is SQL's NULL; a JSON null is a
 * JSON value.
 *
 * @param instanceId workflow_instance_id
 * @param nodeNo node_no
 * @param nodeId node_id
 * @param name node_name
 * @param type node_type
 * @param executor executor
 * @param status status
 * @param parentNo parent_node_id
 * @param branch parallel_group_id
 * @param branchIndex parallel_index
 * @param iteration iteration_index
 * @param dynamic is_dynamic_task
 * @param attempt attempt
 * @param retryCount retry_count
 * @param maxRetries max_retries
 * @param timeoutSeconds timeout_seconds
 * @param inputData input_data
 * @param outputData output_data
 * @param errorMessage error_message
 * @param errorDetails error_details: code, retryable, details
 * @param loopProgress loop_progress
 * @param engineId assigned_engine_id
 * @param claimId claim_id
 * @param childInstanceId child_instance_id
 * @param dependsOn depends_on: an array of ids, or null for none
 * @param scheduledAt scheduled_at
 * @param startedAt started_at
 * @param completedAt completed_at
 * @param dueAt due_at
 * @param lastHeartbeat last_heartbeat
 */
public record NodeRow(
    long instanceId,
    int nodeNo,
    String nodeId,
    @Nullable String name,
    NodeType type,
    @Nullable String executor,
    NodeStatus status,
    @Nullable Integer parentNo,
    @Nullable String branch,
    @Nullable Integer branchIndex,
    @Nullable Integer iteration,
    boolean dynamic,
    int attempt,
    int retryCount,
    int maxRetries,
    @Nullable Integer timeoutSeconds,
    @Nullable JsonNode inputData,
    @Nullable JsonNode outputData,
    @Nullable String errorMessage,
    @Nullable JsonNode errorDetails,
    @Nullable JsonNode loopProgress,
    @Nullable String engineId,
    @Nullable String claimId,
    @Nullable Long childInstanceId,
    @Nullable JsonNode dependsOn,
    @Nullable Instant scheduledAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Instant dueAt,
    @Nullable Instant lastHeartbeat) {}
