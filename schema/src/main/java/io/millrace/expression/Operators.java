package io.millrace.expression;

import java.util.List;

/** The binary operators: how they bind and what they become. */
final class Operators {

  /** Left to right, each level binds closer than the one before. */
  static final List<List<String>> LEVELS =
      List.of(
          List.of("??"),
          List.of("||"),
          List.of("&&"),
          List.of("===", "!==", "==", "!="),
          List.of("<", "<=", ">", ">="),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private Operators() {}

  static Emitted combine(String operator, List<Emitted> operands) {
    return switch (operator) {
      case "+" -> Emitted.call("f_add", operands);
      case "==", "===", "!=", "!==" -> equality(operator, operands);
      case "<", "<=", ">", ">=" -> leftToRight(operator, operands);
      default -> Emitted.chain(operator, operands);
    };
  }

  private static Emitted equality(String operator, List<Emitted> operands) {
    String function = operator.length() == 3 ? "f_same" : "f_equal";
    Emitted left = operands.get(0);
    for (Emitted right : operands.subList(1, operands.size())) {
      Emitted same = Emitted.call(function, left, right);
      left =
          operator.startsWith("!") ? new Emitted("(!" + same.text() + ")", same.depth() + 1) : same;
    }
    return left;
  }

  private static Emitted leftToRight(String operator, List<Emitted> operands) {
    Emitted left = operands.get(0);
    for (Emitted right : operands.subList(1, operands.size())) {
      left = Emitted.chain(operator, List.of(left, right));
    }
    return left;
  }
}
