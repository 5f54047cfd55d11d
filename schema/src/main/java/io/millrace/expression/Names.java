package io.millrace.expression;

import io.millrace.expression.ExpressionException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a name in an expression means, and refuses the names that mean nothing. */
final class Names {

  static final Map<String, String> CONSTANTS =
      Map.of(
          "true", "true",
          "false", "false",
          "null", "null",
          "undefined", "null",
          "NaN", "f_NaN()",
          "Infinity", "f_Infinity()");

  static final Set<String> NAMESPACES = Set.of("Array", "Date", "JSON", "Math", "Object");

  static final Set<String> ROOTS =
      Set.of(
          "input",
          "nodes",
          "context",
          "output",
          "error",
          "system",
          "$item",
          "$index",
          "$iteration",
          "$total");

  private static final Set<String> PLAIN_FUNCTIONS =
      Set.of("Boolean", "Number", "String", "parseFloat", "parseInt");

  private static final Set<String> KEYWORDS =
      Set.of(
          "new",
          "function",
          "var",
          "let",
          "const",
          "this",
          "typeof",
          "instanceof",
          "in",
          "delete",
          "void",
          "class",
          "return",
          "await",
          "async",
          "yield",
          "import",
          "export",
          "throw",
          "if",
          "for",
          "while",
          "do",
          "switch",
          "try",
          "with",
          "super");

  private final Vocabulary vocabulary;

  Names(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  boolean isGlobal(String name) {
    return NAMESPACES.contains(name) || Builtins.GLOBALS.containsKey(name);
  }

  boolean isPlainFunction(String name) {
    return PLAIN_FUNCTIONS.contains(name);
  }

  Builtin global(String name, Token at) {
    Builtin builtin = Builtins.GLOBALS.get(name);
    if (builtin == null) {
      throw unknownFunction(name.replace('_', '.'), at);
    }
    return builtin;
  }

  Builtin method(Token at) {
    Builtin builtin = Builtins.METHODS.get(at.text());
    if (builtin == null) {
      throw unknownFunction(at.text(), at);
    }
    return builtin;
  }

  static String functionsHint() {
    return "the methods are "
        + String.join(", ", Builtins.METHODS.keySet())
        + "; the functions are "
        + String.join(", ", Builtins.GLOBALS.values().stream().map(Builtin::shown).toList());
  }

  private static ExpressionException unknownFunction(String name, Token at) {
    int dot = name.indexOf('.');
    if (dot > 0) {
      String members = members(name.substring(0, dot + 1));
      return new ExpressionException(
          Code.UNKNOWN_NAME,
          at.start(),
          "unknown function '" + name + "'",
          name.substring(0, dot) + " has " + members);
    }
    List<String> known = new ArrayList<>(Builtins.METHODS.keySet());
    Builtins.GLOBALS.values().forEach(b -> known.add(b.title()));
    String hint = ClosestName.hint(name, known);
    return new ExpressionException(
        Code.UNKNOWN_NAME,
        at.start(),
        "unknown function '" + name + "'",
        hint == null ? functionsHint() : hint);
  }

  private static String members(String prefix) {
    return Builtins.GLOBALS.values().stream()
        .map(Builtin::title)
        .filter(title -> title.startsWith(prefix))
        .map(title -> title.substring(prefix.length()))
        .collect(Collectors.joining(", "));
  }

  void checkRoot(Token at) {
    String name = at.text();
    if (ROOTS.contains(name)) {
      return;
    }
    if (name.equals("secrets")) {
      throw new ExpressionException(
          Code.NOT_ALLOWED,
          at.start(),
          vocabulary.secrets()
              ? "a secret cannot be part of a computation"
              : "secrets can be used in the config of a task only",
          "the worker inserts them: write ${secrets.name}, alone or with text around it, in the"
              + " config of a task");
    }
    if (KEYWORDS.contains(name)) {
      throw new ExpressionException(
          Code.NOT_ALLOWED,
          at.start(),
          "'" + name + "' is not part of the language",
          "an expression computes a value from its names, without statements or types");
    }
    throw new ExpressionException(
        Code.UNKNOWN_NAME, at.start(), "unknown name '" + name + "'", rootHint(name));
  }

  private static String rootHint(String name) {
    String close = ROOTS.contains("$" + name) ? "did you mean '$" + name + "'?" : null;
    close = close == null ? ClosestName.hint(name, ROOTS) : close;
    return close == null
        ? "the names are input, nodes, context, system, $item, $index, $iteration, $total, error,"
            + " output; put text in quotes"
        : close;
  }

  void checkNode(String id, int position) {
    Set<String> ids = vocabulary.nodeIds();
    if (ids != null && !ids.contains(id)) {
      @Nullable String hint = ClosestName.hint(id, ids);
      throw new ExpressionException(
          Code.UNKNOWN_NAME,
          position,
          "unknown node '" + id + "'",
          hint == null ? "a node is named by its id, such as nodes.<id>.output" : hint);
    }
  }

  /**
   * Where the node id that starts here ends. An id may hold hyphens: the longest known id wins; of
   * unknown ids, the whole hyphenated run is taken when a property of nodes follows it.
   */
  int nodeIdEnd(String source, int start, int limit) {
    int plain = Lexer.nameEnd(source, start, limit);
    int run = plain;
    int known = isKnown(source.substring(start, plain)) ? plain : -1;
    while (run > start && run < limit && source.charAt(run) == '-') {
      int next = Lexer.nameEnd(source, run + 1, limit);
      if (next == run + 1) {
        break;
      }
      run = next;
      if (isKnown(source.substring(start, run))) {
        known = run;
      }
    }
    if (known >= 0) {
      return known;
    }
    return run > plain && nodePropertyFollows(source, run, limit) ? run : plain;
  }

  private boolean isKnown(String id) {
    Set<String> ids = vocabulary.nodeIds();
    return ids != null && ids.contains(id);
  }

  private static boolean nodePropertyFollows(String source, int at, int limit) {
    int dot = source.startsWith("?.", at) ? at + 2 : source.startsWith(".", at) ? at + 1 : -1;
    return dot > 0
        && NodeView.PROPERTIES.contains(source.substring(dot, Lexer.nameEnd(source, dot, limit)));
  }
}
