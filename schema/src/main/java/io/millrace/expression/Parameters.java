package io.millrace.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of the arrow functions around the present place, the innermost first. */
final class Parameters {

  private final Deque<Map<String, String>> frames = new ArrayDeque<>();
  private int count;

  /** Enters a function and gives its parameters names that no other function has. */
  List<String> enter(List<String> names) {
    Map<String, String> frame = new HashMap<>();
    List<String> unique = new ArrayList<>();
    for (String name : names) {
      String jexl = "p" + count++;
      frame.put(name, jexl);
      unique.add(jexl);
    }
    frames.push(frame);
    return unique;
  }

  void leave() {
    frames.pop();
  }

  /** The unique name of a parameter; null when the name is none. */
  @Nullable String find(String name) {
    for (Map<String, String> frame : frames) {
      String jexl = frame.get(name);
      if (jexl != null) {
        return jexl;
      }
    }
    return null;
  }
}
