package io.millrace.expression;

import java.util.ArrayList;
import java.util.List;

/** A value and the properties read from it one after the other, written as a single call. */
final class Path {

  private final String function;
  private final List<Emitted> parts = new ArrayList<>();

  private Path(String function, Emitted first) {
    this.function = function;
    parts.add(first);
  }

  static Path of(Emitted base) {
    return new Path("f_get", base);
  }

  static Path root(String name) {
    return new Path("f_root", Emitted.string(name));
  }

  void add(Emitted key) {
    parts.add(key);
  }

  Emitted emitted() {
    boolean plain = parts.size() == 1 && function.equals("f_get");
    return plain ? parts.get(0) : Emitted.call(function, parts);
  }
}
