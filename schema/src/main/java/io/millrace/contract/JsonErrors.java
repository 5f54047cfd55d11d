package io.millrace.contract;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns what Jackson says of bad input into one sentence with a JSON pointer. */
final class JsonErrors {

  /** A read that may fail as Jackson's do. */
  interface Read<T> {
    T get() throws IOException;
  }

  private JsonErrors() {}

  static <T> T translating(Read<T> read) {
    try {
      T value = read.get();
      if (value == null) {
        throw new MalformedMessage("", "must not be empty");
      }
      return value;
    } catch (JsonMappingException e) {
      throw mapping(e);
    } catch (JsonProcessingException e) {
      throw new MalformedMessage("", "is not JSON: " + firstLine(e) + at(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MalformedMessage mapping(JsonMappingException e) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : escape(step));
    }
    Throwable cause = e.getCause();
    if (cause instanceof InvalidField invalid) {
      return new MalformedMessage(pointer + "/" + invalid.field(), invalid.rule());
    }
    if (cause instanceof IllegalArgumentException) {
      return new MalformedMessage(pointer.toString(), String.valueOf(cause.getMessage()));
    }
    if (cause instanceof JsonParseException parse) {
      return new MalformedMessage(
          pointer.toString(), "is not JSON: " + firstLine(parse) + at(parse));
    }
    return new MalformedMessage(pointer.toString() + typePointer(e), rule(e));
  }

  private static String typePointer(JsonMappingException e) {
    return e instanceof InvalidTypeIdException && !endsWithType(e) ? "/type" : "";
  }

  private static boolean endsWithType(JsonMappingException e) {
    return !e.getPath().isEmpty() && "type".equals(e.getPath().getLast().getFieldName());
  }

  private static String rule(JsonMappingException e) {
    return switch (e) {
      case InvalidTypeIdException type when type.getTypeId() == null -> "is required";
      case InvalidTypeIdException type -> "is of no known type: \"" + type.getTypeId() + "\"";
      case InvalidFormatException format ->
          "must be " + name(format.getTargetType()) + ", was " + shown(format.getValue());
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          "must be " + name(mismatch.getTargetType()) + detail(mismatch);
      default -> "is not valid: " + firstLine(e);
    };
  }

  private static String detail(MismatchedInputException e) {
    String message = firstLine(e);
    return message.contains("END_OF_INPUT") || message.startsWith("No content")
        ? ", but the message ends before it"
        : "";
  }

  private static String name(Class<?> type) {
    if (type == String.class) {
      return "a string";
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a number";
    } else if (type == java.time.Instant.class) {
      return "a time in ISO 8601 such as 2026-01-31T10:00:00Z";
    } else if (type.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              java.util.Arrays.stream(type.getEnumConstants())
                  .map(constant -> Json.tree(constant).asText())
                  .toList());
    } else if (java.util.Collection.class.isAssignableFrom(type)) {
      return "an array";
    } else if (type == InstanceId.class || type == NodeNo.class) {
      return "a whole number";
    }
    return "an object";
  }

  private static String shown(Object value) {
    String text = value instanceof String s ? "\"" + s + "\"" : String.valueOf(value);
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  private static String escape(JsonMappingException.Reference step) {
    return step.getFieldName().replace("~", "~0").replace("/", "~1");
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private static String firstLine(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
