package io.millrace.expression;

import io.millrace.expression.ExpressionException.Code;
import io.millrace.expression.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one expression and writes its JEXL form. The form holds literals, operators, lambdas and
 * calls of {@link Builtin}s, nothing else: every name, property and method of the source has become
 * an argument of such a call.
 */
final class Translator {

  /** Left to right, each level binds closer than the one before. */
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("??"),
          List.of("||"),
          List.of("&&"),
          List.of("===", "!==", "==", "!="),
          List.of("<", "<=", ">", ">="),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private static final int MAX_DEPTH = 40;

  private final String source;
  private final int end;
  private final Lexer lexer;
  private final Names names;
  private final boolean interpolating;
  private final Deque<Map<String, String>> parameters = new ArrayDeque<>();
  private final Set<String> roots = new HashSet<>();
  private final Set<String> nodeIds = new HashSet<>();
  private Token token;
  private int depth;
  private int parameterCount;

  private Translator(String source, int start, int end, Names names, boolean interpolating) {
    this.source = source;
    this.end = end;
    this.lexer = new Lexer(source, end);
    this.names = names;
    this.interpolating = interpolating;
    this.token = lexer.next(start);
  }

  /** The JEXL text and what it reads. */
  record Translation(String jexl, References references) {}

  /**
   * Translates a part of a source text.
   *
   * @param interpolating whether {@code ${…}} may stand inside, as in conditions written as text
   */
  static Translation translate(
      String source, int start, int end, Vocabulary vocabulary, boolean interpolating) {
    Translator translator =
        new Translator(source, start, end, new Names(vocabulary), interpolating);
    if (translator.token.kind() == Kind.END) {
      throw new ExpressionException(
          Code.SYNTAX,
          start,
          "the expression is empty",
          "write an expression such as input.amount");
    }
    Emitted whole = translator.expression();
    if (translator.token.kind() != Kind.END) {
      throw translator.unexpected("an operator or the end");
    }
    return new Translation(
        whole.text(), new References(translator.roots, translator.nodeIds, Set.of()));
  }

  private Emitted expression() {
    enter();
    Emitted condition = binary(0);
    Emitted result = condition;
    if (token.is("?")) {
      advance();
      Emitted then = expression();
      expect(":");
      Emitted otherwise = expression();
      result =
          new Emitted(
              "(" + condition.text() + "?" + then.text() + ":" + otherwise.text() + ")",
              1 + Math.max(condition.depth(), Math.max(then.depth(), otherwise.depth())));
    }
    leave(result);
    return result;
  }

  private Emitted binary(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    Emitted left = binary(level + 1);
    while (token.kind() == Kind.OPERATOR && LEVELS.get(level).contains(token.text())) {
      String operator = token.text();
      List<Emitted> operands = new ArrayList<>(List.of(left));
      while (token.is(operator)) {
        advance();
        operands.add(binary(level + 1));
      }
      left = combine(operator, operands);
      checkDepth(left);
    }
    return left;
  }

  private static Emitted combine(String operator, List<Emitted> operands) {
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

  private Emitted unary() {
    if (token.is("!") || token.is("-") || token.is("+")) {
      String operator = token.text();
      advance();
      enter();
      Emitted operand = unary();
      Emitted result =
          switch (operator) {
            case "!" -> new Emitted("(!" + operand.text() + ")", operand.depth() + 1);
            case "-" -> Emitted.call("f_negate", operand);
            default -> Emitted.call("g_Number", operand);
          };
      leave(result);
      return result;
    }
    return postfix(primary());
  }

  private Path primary() {
    Token at = token;
    return switch (at.kind()) {
      case NUMBER -> {
        advance();
        yield Path.of(Emitted.literal(at.text()));
      }
      case STRING -> {
        advance();
        yield Path.of(string(at));
      }
      case NAME -> name(at);
      case OPERATOR -> bracket(at);
      case END -> throw unexpected("a value");
    };
  }

  private Path bracket(Token at) {
    return switch (at.text()) {
      case "(" -> {
        advance();
        refuseArrow(at);
        Emitted inner = expression();
        expect(")");
        yield Path.of(inner);
      }
      case "[" -> {
        advance();
        yield Path.of(Emitted.call("f_list", elements("]", this::element)));
      }
      case "{" -> {
        advance();
        yield Path.of(Emitted.call("f_object", elements("}", this::entry)));
      }
      default -> throw unexpected("a value");
    };
  }

  private interface Element {
    void readInto(List<Emitted> list);
  }

  private List<Emitted> elements(String close, Element element) {
    List<Emitted> list = new ArrayList<>();
    while (!token.is(close)) {
      element.readInto(list);
      if (!token.is(close)) {
        expect(",");
      }
    }
    advance();
    return list;
  }

  private void element(List<Emitted> list) {
    if (token.is("...")) {
      advance();
      list.add(Emitted.call("f_spread", expression()));
    } else {
      list.add(expression());
    }
  }

  private void entry(List<Emitted> list) {
    Token key = token;
    advance();
    if (key.is("...")) {
      list.add(Emitted.call("f_spread", expression()));
      return;
    }
    if (key.is("[")) {
      list.add(expression());
      expect("]");
    } else if (key.kind() == Kind.NAME || key.kind() == Kind.STRING) {
      list.add(Emitted.string(key.text()));
    } else if (key.kind() == Kind.NUMBER) {
      list.add(Emitted.string(source.substring(key.start(), key.end())));
    } else {
      throw unexpected(key, "a property name");
    }
    if (key.kind() == Kind.NAME && (token.is(",") || token.is("}"))) {
      list.add(postfix(nameAfter(key)));
    } else {
      expect(":");
      list.add(expression());
    }
  }

  private Emitted string(Token at) {
    if (!interpolating || !at.text().contains("${")) {
      return Emitted.string(at.text());
    }
    List<Emitted> parts = new ArrayList<>();
    for (TemplateParts.Part part : TemplateParts.split(at.text())) {
      switch (part) {
        case TemplateParts.Text text -> parts.add(Emitted.string(text.text()));
        case TemplateParts.Hole hole -> {
          Translator inner = new Translator(at.text(), hole.start(), hole.end(), names, false);
          inner.parameters.addAll(parameters);
          inner.parameterCount = parameterCount + 100;
          parts.add(inner.expression());
          roots.addAll(inner.roots);
          nodeIds.addAll(inner.nodeIds);
        }
      }
    }
    return Emitted.call("f_text", parts);
  }

  private Path name(Token at) {
    int next = lexer.skipSpace(at.end());
    if (at.text().equals("nodes") && next < end && source.charAt(next) == '.') {
      // an id may start with a digit, where the lexer would read a fraction
      token = new Token(Kind.OPERATOR, ".", next, next + 1);
    } else {
      advance();
    }
    return nameAfter(at);
  }

  private Path nameAfter(Token at) {
    String parameter = parameter(at.text());
    if (parameter != null) {
      return Path.of(Emitted.literal(parameter));
    }
    if (interpolating && at.text().equals("$") && token.is("{")) {
      advance();
      Emitted inner = expression();
      expect("}");
      return Path.of(inner);
    }
    if (token.is("=>")) {
      throw arrowMisplaced(at);
    }
    String constant = Names.CONSTANTS.get(at.text());
    if (constant != null) {
      return Path.of(Emitted.literal(constant));
    }
    if (names.isGlobal(at.text())) {
      return Path.of(globalCall(at));
    }
    names.checkRoot(at);
    roots.add(at.text());
    Path path = Path.root(at.text());
    if (at.text().equals("nodes")) {
      nodeId(path);
    }
    return path;
  }

  /** Reads the id after {@code nodes}, which may hold hyphens or be given in brackets. */
  private void nodeId(Path path) {
    if (token.is(".") || token.is("?.")) {
      int start = lexer.skipSpace(token.end());
      int idEnd = names.nodeIdEnd(source, start, end);
      if (idEnd == start) {
        advance();
        throw unexpected("the id of a node");
      }
      addNode(path, source.substring(start, idEnd), start);
      token = lexer.next(idEnd);
    } else if (token.is("[")) {
      Token literal = lexer.next(token.end());
      Token close = lexer.next(literal.end());
      if (literal.kind() == Kind.STRING && close.is("]")) {
        addNode(path, literal.text(), literal.start());
        token = lexer.next(close.end());
      }
    }
  }

  private void addNode(Path path, String id, int position) {
    names.checkNode(id, position);
    nodeIds.add(id);
    path.add(Emitted.string(id));
  }

  private Emitted globalCall(Token at) {
    String function = at.text();
    if (Names.NAMESPACES.contains(at.text())) {
      expect(".");
      Token member = token;
      if (member.kind() != Kind.NAME) {
        throw unexpected("a function of " + at.text());
      }
      advance();
      function = at.text() + "_" + member.text();
    }
    Builtin builtin = names.global(function, at);
    if (!token.is("(")) {
      throw unexpected("'(' after " + builtin.shown());
    }
    return call(builtin, null, at);
  }

  private Emitted postfix(Path path) {
    while (true) {
      if (token.is(".") || token.is("?.")) {
        boolean optional = token.is("?.");
        advance();
        if (optional && token.is("[")) {
          continue;
        }
        Token member = token;
        if (member.kind() != Kind.NAME) {
          throw unexpected("a property name");
        }
        advance();
        if (token.is("(")) {
          path = Path.of(call(names.method(member), path.emitted(), member));
        } else {
          path.add(Emitted.string(member.text()));
        }
      } else if (token.is("[")) {
        advance();
        path.add(expression());
        expect("]");
      } else if (token.is("(")) {
        throw new ExpressionException(
            Code.NOT_ALLOWED, token.start(), "a value cannot be called", Names.functionsHint());
      } else {
        return path.emitted();
      }
    }
  }

  private Emitted call(Builtin builtin, @Nullable Emitted receiver, Token at) {
    expect("(");
    List<Emitted> arguments = new ArrayList<>();
    if (receiver != null) {
      arguments.add(receiver);
    }
    int before = arguments.size();
    List<Emitted> given =
        elements(
            ")",
            list -> {
              if (builtin.callback() && list.isEmpty()) {
                list.add(callback(builtin));
              } else if (builtin.variadic()) {
                element(list);
              } else {
                list.add(expression());
              }
            });
    arguments.addAll(given);
    int count = arguments.size() - before;
    if (count < builtin.min() || count > builtin.max()) {
      throw new ExpressionException(
          Code.SYNTAX,
          at.start(),
          builtin.shown() + " " + builtin.arity() + ", not " + count,
          null);
    }
    Emitted result = Emitted.call(builtin.name(), arguments);
    checkDepth(result);
    return result;
  }

  private Emitted callback(Builtin builtin) {
    Token first = token;
    Token second = lexer.next(first.end());
    if (first.kind() == Kind.NAME && second.is("=>")) {
      token = lexer.next(second.end());
      return lambda(List.of(first.text()));
    }
    if (first.is("(")) {
      List<String> list = arrowParameters(first.end());
      if (list != null) {
        advance();
        while (!token.is("=>")) {
          advance();
        }
        advance();
        return lambda(list);
      }
    }
    if (first.kind() == Kind.NAME && second.is(")") && names.isPlainFunction(first.text())) {
      advance();
      return Emitted.lambda(List.of("p"), Emitted.call("g_" + first.text(), Emitted.literal("p")));
    }
    throw new ExpressionException(
        Code.SYNTAX,
        first.start(),
        builtin.shown() + " needs an arrow function",
        "write " + builtin.example());
  }

  private Emitted lambda(List<String> formal) {
    if (token.is("{")) {
      throw new ExpressionException(
          Code.NOT_ALLOWED,
          token.start(),
          "the body of an arrow function is one expression, not a block",
          "for an object write x => ({a: x})");
    }
    Map<String, String> frame = new HashMap<>();
    List<String> actual = new ArrayList<>();
    for (String name : formal) {
      String jexl = "p" + parameterCount++;
      frame.put(name, jexl);
      actual.add(jexl);
    }
    parameters.push(frame);
    Emitted body = expression();
    parameters.pop();
    return Emitted.lambda(actual, body);
  }

  /** The names in {@code (a, b) =>}, when that is what follows; null otherwise. */
  private @Nullable List<String> arrowParameters(int from) {
    List<String> list = new ArrayList<>();
    Token at = lexer.next(from);
    while (at.kind() == Kind.NAME) {
      list.add(at.text());
      at = lexer.next(at.end());
      if (at.is(",")) {
        at = lexer.next(at.end());
      }
    }
    boolean arrow = at.is(")") && lexer.next(at.end()).is("=>");
    return arrow ? list : null;
  }

  private void refuseArrow(Token open) {
    if (arrowParameters(open.end()) != null) {
      throw arrowMisplaced(open);
    }
  }

  private static ExpressionException arrowMisplaced(Token at) {
    return new ExpressionException(
        Code.NOT_ALLOWED,
        at.start(),
        "an arrow function can only be the argument of a list method",
        "such as input.items.every(item => item.ok)");
  }

  private @Nullable String parameter(String name) {
    for (Map<String, String> frame : parameters) {
      String jexl = frame.get(name);
      if (jexl != null) {
        return jexl;
      }
    }
    return null;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw tooDeep();
    }
  }

  private void leave(Emitted result) {
    depth--;
    checkDepth(result);
  }

  private void checkDepth(Emitted result) {
    if (result.depth() > MAX_DEPTH * 2) {
      throw tooDeep();
    }
  }

  private ExpressionException tooDeep() {
    return new ExpressionException(
        Code.TOO_COMPLEX,
        token.start(),
        "the expression is nested too deeply (at most " + MAX_DEPTH + " levels)",
        "compute a part of it in a transform node");
  }

  private void advance() {
    token = lexer.next(token.end());
  }

  private void expect(String operator) {
    if (!token.is(operator)) {
      throw unexpected("'" + operator + "'");
    }
    advance();
  }

  private ExpressionException unexpected(String wanted) {
    return unexpected(token, wanted);
  }

  private ExpressionException unexpected(Token at, String wanted) {
    return new ExpressionException(
        Code.SYNTAX, at.start(), "expected " + wanted + " but found " + at.shown(), null);
  }
}
