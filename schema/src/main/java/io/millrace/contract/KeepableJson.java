package io.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits that MySQL sets to its JSON columns, checked where JSON comes in: a value that passes
 * here never fails a transaction, not even below the levels that the engine puts around it.
 */
final class KeepableJson {

  /** MySQL takes 100; the rest is for what the engine wraps around a value. */
  static final int MAX_DEPTH = 64;

  /** What is wrong, and where: a JSON pointer from the value that was looked at. */
  private record Flaw(String pointer, String rule) {
    Flaw below(String step) {
      return new Flaw("/" + step + pointer, rule);
    }
  }

  private KeepableJson() {}

  static void check(String field, JsonNode value) {
    Flaw flaw = flaw(value, 0);
    if (flaw != null) {
      throw new InvalidField(field + flaw.pointer, flaw.rule);
    }
  }

  private static @Nullable Flaw flaw(JsonNode value, int depth) {
    return switch (value.getNodeType()) {
      case ARRAY -> depth == MAX_DEPTH ? tooDeep() : inArray(value, depth + 1);
      case OBJECT -> depth == MAX_DEPTH ? tooDeep() : inObject(value, depth + 1);
      case STRING -> inText(value.textValue());
      case NUMBER ->
          Double.isFinite(value.doubleValue())
              ? null
              : new Flaw("", "must be a number of at most 1.8e308");
      case BINARY, BOOLEAN, MISSING, NULL, POJO -> null;
    };
  }

  private static @Nullable Flaw inArray(JsonNode array, int depth) {
    for (int i = 0; i < array.size(); i++) {
      Flaw flaw = flaw(array.get(i), depth);
      if (flaw != null) {
        return flaw.below(Integer.toString(i));
      }
    }
    return null;
  }

  private static @Nullable Flaw inObject(JsonNode object, int depth) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      Flaw flaw = inText(property.getKey());
      if (flaw != null) {
        return flaw;
      }
      flaw = flaw(property.getValue(), depth);
      if (flaw != null) {
        return flaw.below(JsonErrors.escaped(property.getKey()));
      }
    }
    return null;
  }

  private static @Nullable Flaw inText(String text) {
    return Fields.hasLoneSurrogate(text)
        ? new Flaw("", "must not contain half a surrogate pair")
        : null;
  }

  private static Flaw tooDeep() {
    return new Flaw("", "must not be nested more than " + MAX_DEPTH + " levels deep");
  }
}
