package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON pointers, and values as messages show them. */
final class Pointers {

  private static final int SHOWN_LENGTH = 60;

  private Pointers() {}

  static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  static String child(String pointer, int index) {
    return pointer + "/" + index;
  }

  static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
  }
}
