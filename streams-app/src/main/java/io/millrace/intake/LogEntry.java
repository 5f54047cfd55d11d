package io.millrace.intake;

import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code execution_logs}.
 *
 * @param level how much it matters
 * @param instanceId the instance
 * @param nodeNo the node, or null if it is about the instance as a whole
 * @param nodeId the node's id in the definition, or null
 * @param sequence the transition that it belongs to
 * @param message for people
 * @param details a JSON object, or null
 */
public record LogEntry(
    LogLevel level,
    InstanceId instanceId,
    @Nullable NodeNo nodeNo,
    @Nullable String nodeId,
    long sequence,
    String message,
    @Nullable String details) {}
