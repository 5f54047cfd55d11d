package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Why something failed.
 *
 * @param code the error's code
 * @param retryable whether another attempt may succeed
 * @param late whether its time ran out
 */
record Failure(String code, boolean retryable, boolean late) {

  static Failure permanent(String code) {
    return new Failure(code, false, false);
  }

  /** The same failure as seen from the node around. */
  Failure outside() {
    return new Failure(code, retryable, false);
  }

  JsonNode json() {
    return JsonNodeFactory.instance.objectNode().put("code", code).put("retryable", retryable);
  }
}
