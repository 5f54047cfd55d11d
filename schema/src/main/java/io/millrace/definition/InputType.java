package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;

/** The types of inputs. */
public enum InputType {
  /** A string. */
  STRING("a string"),
  /** Any number. */
  NUMBER("a number"),
  /** A whole number; 5.0 is one. */
  INTEGER("a whole number"),
  /** true or false. */
  BOOLEAN("true or false"),
  /** An object. */
  OBJECT("an object"),
  /** A list. */
  ARRAY("a list"),
  /** Whatever there is. */
  ANY("any value");

  private final String shown;

  InputType(String shown) {
    this.shown = shown;
  }

  /** How a message names it: "a string". */
  public String shown() {
    return shown;
  }

  /** Whether a value is of this type. */
  public boolean accepts(JsonNode value) {
    return switch (this) {
      case STRING -> value.isTextual();
      case NUMBER -> value.isNumber();
      case INTEGER -> value.isNumber() && isWhole(value);
      case BOOLEAN -> value.isBoolean();
      case OBJECT -> value.isObject();
      case ARRAY -> value.isArray();
      case ANY -> true;
    };
  }

  private static boolean isWhole(JsonNode number) {
    return number.isIntegralNumber() || number.doubleValue() == Math.rint(number.doubleValue());
  }
}
