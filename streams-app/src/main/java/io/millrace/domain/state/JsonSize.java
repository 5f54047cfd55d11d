package io.millrace.domain.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long a tree is as JSON text, without writing it. */
public final class JsonSize {

  private JsonSize() {}

  /** The length in UTF-8 bytes; 0 for none. */
  public static int of(@Nullable JsonNode json) {
    return json == null ? 0 : (int) Math.min(Integer.MAX_VALUE, length(json));
  }

  private static long length(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> object(json);
      case ARRAY -> array(json);
      case STRING -> 2 + text(json.textValue());
      case NULL, MISSING -> 4;
      case BOOLEAN -> json.booleanValue() ? 4 : 5;
      case NUMBER -> number(json);
      case BINARY, POJO -> json.asText().length();
    };
  }

  private static long number(JsonNode json) {
    if (!json.isInt()) {
      return json.asText().length();
    }
    int value = json.intValue();
    int length = value < 0 ? 2 : 1;
    for (long rest = Math.abs((long) value); rest >= 10; rest /= 10) {
      length++;
    }
    return length;
  }

  private static long object(JsonNode json) {
    long sum = 1L + Math.max(1, json.size());
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      sum += 3 + text(entry.getKey()) + length(entry.getValue());
    }
    return sum;
  }

  private static long array(JsonNode json) {
    long sum = 1L + Math.max(1, json.size());
    for (JsonNode element : json) {
      sum += length(element);
    }
    return sum;
  }

  private static long text(String text) {
    long sum = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20) {
        sum += c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f' ? 1 : 5;
      } else if (c == '"' || c == '\\') {
        sum++;
      } else if (Character.isSurrogate(c)) {
        sum += 5; // Jackson writes the halves of a pair as escapes.
      } else if (c >= 0x80) {
        sum += c < 0x800 ? 1 : 2;
      }
    }
    return sum;
  }
}
