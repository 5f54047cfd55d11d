package io.millrace.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.Json;
import org.jspecify.annotations.Nullable;

/** What came of a task. */
public sealed interface TaskOutcome {

  /**
   * The work is done.
   *
   * @param output becomes {@code nodes.<id>.output}
   */
  record Completed(JsonNode output) implements TaskOutcome {

    /** Checks the fields. */
    public Completed {
      Fields.present("output", output);
    }
  }

  /**
   * The work could not be done.
   *
   * @param error why, and whether another attempt makes sense
   */
  record Failed(ErrorInfo error) implements TaskOutcome {

    /** Checks the fields. */
    public Failed {
      Fields.present("error", error);
    }
  }

  /** Done, with nothing to say. */
  static TaskOutcome completed() {
    return new Completed(NullNode.getInstance());
  }

  /**
   * Done.
   *
   * @param output a JSON tree, or anything that Jackson can write: a record, a map, a list, a text
   */
  static TaskOutcome completed(@Nullable Object output) {
    return new Completed(output == null ? NullNode.getInstance() : Json.tree(output));
  }

  /** Failed in a way that another attempt would meet again. */
  static TaskOutcome failed(String code, String message) {
    return new Failed(ErrorInfo.permanent(code, message));
  }

  /** Failed in a way that another attempt may not meet. */
  static TaskOutcome retryable(String code, String message) {
    return new Failed(ErrorInfo.transientError(code, message));
  }
}
