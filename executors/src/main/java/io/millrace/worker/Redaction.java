package io.millrace.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import java.util.List;
import java.util.Set;

/**
 * Hides the secrets that a task was given from what it returns: results are stored and shown.
 * Values of fewer than four characters are left alone, they would hide half the output.
 */
final class Redaction {

  static final Redaction NONE = new Redaction(Set.of());

  private static final String HIDDEN = "***";
  private static final int SHORTEST = 4;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<String> values;

  Redaction(Set<String> values) {
    this.values = values.stream().filter(value -> value.length() >= SHORTEST).toList();
  }

  String of(String text) {
    String hidden = text;
    for (String value : values) {
      hidden = hidden.replace(value, HIDDEN);
    }
    return hidden;
  }

  ErrorInfo of(ErrorInfo error) {
    return values.isEmpty()
        ? error
        : new ErrorInfo(
            of(error.code()),
            of(error.message()),
            error.retryable(),
            error.details() == null ? null : of(error.details()));
  }

  JsonNode of(JsonNode node) {
    return values.isEmpty() ? node : hide(node);
  }

  private JsonNode hide(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> NODES.textNode(of(node.textValue()));
      case OBJECT -> {
        ObjectNode object = NODES.objectNode();
        node.properties().forEach(e -> object.set(of(e.getKey()), hide(e.getValue())));
        yield object;
      }
      case ARRAY -> {
        ArrayNode array = NODES.arrayNode(node.size());
        node.forEach(element -> array.add(hide(element)));
        yield array;
      }
      case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> node;
    };
  }
}
