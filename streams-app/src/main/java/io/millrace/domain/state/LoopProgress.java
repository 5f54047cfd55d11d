package io.millrace.domain.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * How far a loop or a parallel has come; the value of {@code task_nodes.loop_progress}. In a
 * parallel the iterations are its branches.
 *
 * @param total how many iterations there will be, or null if only a condition tells
 * @param completed how many succeeded
 * @param failed how many failed
 * @param next the iteration to begin next, from 0
 */
public record LoopProgress(@Nullable Integer total, int completed, int failed, int next) {

  /** Nothing begun. */
  public static LoopProgress none(@Nullable Integer total) {
    return new LoopProgress(total, 0, 0, 0);
  }

  /** How many iterations have begun and not ended. */
  public int running() {
    return next - completed - failed;
  }

  /** After an iteration ended. */
  public LoopProgress ended(boolean success) {
    return new LoopProgress(total, completed + (success ? 1 : 0), failed + (success ? 0 : 1), next);
  }

  /** After some more have begun. */
  public LoopProgress begun(int more) {
    return new LoopProgress(total, completed, failed, next + more);
  }

  /** As it is recorded. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (total != null) {
      json.put("total", total);
    }
    return json.put("completed", completed).put("failed", failed).put("next", next);
  }

  /** As it was recorded. */
  public static LoopProgress of(JsonNode json) {
    JsonNode total = json.get("total");
    return new LoopProgress(
        total == null || total.isNull() ? null : total.intValue(),
        json.path("completed").intValue(),
        json.path("failed").intValue(),
        json.path("next").intValue());
  }
}
