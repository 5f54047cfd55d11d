package io.millrace.domain.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InstanceStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code workflow_instances} that hold an instance's state. Null is SQL's NULL; a
 * JSON null is a JSON value. The lock and heartbeat columns are the writer's own business: they say
 * who works on the row, not what it is.
 *
 * @param id id
 * @param definitionId workflow_definition_id
 * @param name name
 * @param externalId external_id
 * @param status status
 * @param priority priority
 * @param inputData input_data
 * @param outputData output_data
 * @param contextData context_data: the caller's context, {@code mutexKey}, and below {@value
 *     Rows#ENGINE} what the engine needs to go on and no column holds
 * @param currentNodeId current_node_id: the top-level node reached last
 * @param completedNodes completed_nodes: an array of ids of top-level nodes
 * @param failedNodes failed_nodes: an array of ids of top-level nodes
 * @param retryCount retry_count
 * @param maxRetries max_retries
 * @param errorMessage error_message
 * @param errorDetails error_details: code, retryable, details
 * @param startedAt started_at
 * @param completedAt completed_at
 * @param pausedAt paused_at
 * @param dueAt due_at
 * @param engineId assigned_engine_id
 * @param parentInstanceId parent_instance_id
 * @param parentNodeNo parent_node_no
 * @param sequence sequence
 * @param sequenceHash sequence_hash, as 64 hexadecimal digits
 * @param createdBy created_by
 * @param createdAt created_at
 * @param updatedAt updated_at
 */
public record InstanceRow(
    long id,
    long definitionId,
    String name,
    @Nullable String externalId,
    InstanceStatus status,
    int priority,
    ObjectNode inputData,
    @Nullable JsonNode outputData,
    ObjectNode contextData,
    @Nullable String currentNodeId,
    JsonNode completedNodes,
    JsonNode failedNodes,
    int retryCount,
    int maxRetries,
    @Nullable String errorMessage,
    @Nullable JsonNode errorDetails,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Instant pausedAt,
    @Nullable Instant dueAt,
    String engineId,
    @Nullable Long parentInstanceId,
    @Nullable Integer parentNodeNo,
    long sequence,
    String sequenceHash,
    @Nullable String createdBy,
    Instant createdAt,
    Instant updatedAt) {}
