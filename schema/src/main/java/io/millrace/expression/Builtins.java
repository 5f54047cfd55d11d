package io.millrace.expression;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every function of the language. */
final class Builtins {

  /** Methods by the name after the dot, in the order in which messages list them. */
  static final Map<String, Builtin> METHODS =
      index(Stream.concat(ListMethods.ALL.stream(), TextMethods.ALL.stream()).toList());

  /** Functions by name, with {@code _} for the dot in {@code Math.max}. */
  static final Map<String, Builtin> GLOBALS = globals();

  /** All, with what the translation itself calls, by their JEXL name. */
  static final Map<String, Builtin> BY_NAME = byName();

  private Builtins() {}

  private static Map<String, Builtin> index(List<Builtin> builtins) {
    Map<String, Builtin> index = new LinkedHashMap<>();
    builtins.forEach(builtin -> index.put(builtin.title(), builtin));
    return index;
  }

  private static Map<String, Builtin> globals() {
    Map<String, Builtin> index = new LinkedHashMap<>();
    GlobalFunctions.ALL.forEach(b -> index.put(b.title().replace('.', '_'), b));
    return index;
  }

  private static Map<String, Builtin> byName() {
    Map<String, Builtin> all = new HashMap<>();
    Stream.of(METHODS.values(), GLOBALS.values(), CoreFunctions.ALL)
        .flatMap(group -> group.stream())
        .forEach(builtin -> all.put(builtin.name(), builtin));
    return Map.copyOf(all);
  }
}
