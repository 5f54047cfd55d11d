package io.millrace.domain.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import org.jspecify.annotations.Nullable;

/** An error as two columns. */
final class Errors {

  private Errors() {}

  static @Nullable String message(@Nullable ErrorInfo error) {
    return error == null ? null : error.message();
  }

  static @Nullable JsonNode details(@Nullable ErrorInfo error) {
    if (error == null) {
      return null;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", error.code());
    json.put("retryable", error.retryable());
    if (error.details() != null) {
      json.set("details", error.details());
    }
    return json;
  }

  static @Nullable ErrorInfo error(@Nullable String message, @Nullable JsonNode details) {
    if (details == null) {
      return null;
    }
    return new ErrorInfo(
        details.path("code").asText(),
        message == null ? "" : message,
        details.path("retryable").booleanValue(),
        details.get("details"));
  }
}
