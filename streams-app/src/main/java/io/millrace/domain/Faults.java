package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.domain.state.JsonSize;
import io.millrace.domain.state.NodeState;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the errors that the engine itself finds. */
final class Faults {

  private static final int DETAILS_BYTES = 64 * 1024;

  /** Leaves room for what the engine wraps around an error on its way up. */
  private static final int DETAILS_DEPTH = 32;

  private static final String NODE_ID = "nodeId";

  private Faults() {}

  static ErrorInfo tooLarge(String what, String code, long bytes, long limit) {
    return ErrorInfo.permanent(
        code,
        what
            + " has "
            + bytes
            + " bytes as JSON; at most "
            + limit
            + " are allowed. Keep large data elsewhere and pass a reference to it.");
  }

  static ErrorInfo nodeTimedOut(NodeState node, @Nullable Duration timeout) {
    String limit = timeout == null ? "its time-out" : "its time-out of " + timeout;
    return ErrorInfo.transientError(
        ErrorCodes.NODE_TIMED_OUT,
        "Attempt " + node.attempt() + " of " + node.nodeId() + " took longer than " + limit + ".");
  }

  static ErrorInfo workflowTimedOut(@Nullable Duration timeout) {
    String limit = timeout == null ? "its time-out" : "the workflow's time-out of " + timeout;
    return ErrorInfo.permanent(
        ErrorCodes.WORKFLOW_TIMED_OUT, "The instance ran longer than " + limit + ".");
  }

  static ErrorInfo signalTimedOut(String name) {
    return ErrorInfo.permanent(
        ErrorCodes.SIGNAL_TIMED_OUT, "No signal \"" + name + "\" came in time.");
  }

  /** A worker's error with details that the state can carry. */
  static ErrorInfo bounded(ErrorInfo error) {
    JsonNode details = boundedDetails(error.details());
    return Objects.equals(details, error.details())
        ? error
        : new ErrorInfo(error.code(), error.message(), error.retryable(), details);
  }

  /** What a worker tells beside its result, unless that is too much. */
  static @Nullable JsonNode boundedDetails(@Nullable JsonNode details) {
    if (details == null
        || (JsonSize.of(details) <= DETAILS_BYTES && !deeper(details, DETAILS_DEPTH))) {
      return details;
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("omitted", "more than %d bytes or %d levels".formatted(DETAILS_BYTES, DETAILS_DEPTH));
  }

  private static boolean deeper(JsonNode json, int levels) {
    if (json.isContainerNode()) {
      if (levels == 0) {
        return true;
      }
      for (JsonNode element : json) {
        if (deeper(element, levels - 1)) {
          return true;
        }
      }
    }
    return false;
  }

  /** An error of a node as the error of whatever fails because of it: says which node it was. */
  static ErrorInfo causedBy(NodeState node, ErrorInfo error) {
    if (error.details() != null && error.details().has(NODE_ID)) {
      return error;
    }
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.put(NODE_ID, node.nodeId());
    details.put("nodeNo", node.no().value());
    if (node.place().iteration() != null) {
      details.put("iteration", node.place().iteration());
    }
    if (error.details() != null) {
      details.set("details", error.details());
    }
    return new ErrorInfo(
        error.code(),
        "Node " + node.nodeId() + " failed: " + error.message(),
        error.retryable(),
        details);
  }
}
