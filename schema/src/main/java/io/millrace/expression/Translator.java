package io.millrace.expression;

import io.millrace.expression.ExpressionException.Code;
import io.millrace.expression.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one expression and writes its JEXL form. The form holds literals, operators, lambdas and
 * calls of {@link Builtin}s, nothing else: every name, property and method of the source has become
 * an argument of such a call.
 */
final class Translator {

  private final TokenStream tokens;
  private final Names names;
  private final boolean interpolating;
  private final Parameters parameters;
  private final Depth depth = new Depth();
  private final Set<String> roots = new HashSet<>();
  private final Set<String> nodeIds = new HashSet<>();
  private final Set<String> unknownProperties = new HashSet<>();

  private Translator(
      TokenStream tokens, Names names, Parameters parameters, boolean interpolating) {
    this.tokens = tokens;
    this.names = names;
    this.parameters = parameters;
    this.interpolating = interpolating;
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
        new Translator(
            new TokenStream(source, start, end),
            new Names(vocabulary),
            new Parameters(),
            interpolating);
    if (translator.tokens.token().kind() == Kind.END) {
      throw new ExpressionException(
          Code.SYNTAX,
          start,
          "the expression is empty",
          "write an expression such as input.amount");
    }
    Emitted whole = translator.expression();
    if (translator.tokens.token().kind() != Kind.END) {
      throw translator.tokens.unexpected("an operator or the end");
    }
    return new Translation(
        whole.text(),
        new References(
            translator.roots, translator.nodeIds, translator.unknownProperties, Set.of()));
  }

  private Emitted expression() {
    depth.enter(tokens.token());
    Emitted condition = binary(0);
    Emitted result = condition;
    if (tokens.token().is("?")) {
      tokens.advance();
      Emitted then = expression();
      tokens.expect(":");
      Emitted otherwise = expression();
      result =
          new Emitted(
              "(" + condition.text() + "?" + then.text() + ":" + otherwise.text() + ")",
              1 + Math.max(condition.depth(), Math.max(then.depth(), otherwise.depth())));
    }
    depth.leave(result, tokens.token());
    return result;
  }

  private Emitted binary(int level) {
    if (level == Operators.LEVELS.size()) {
      return unary();
    }
    Emitted left = binary(level + 1);
    while (tokens.token().kind() == Kind.OPERATOR
        && Operators.LEVELS.get(level).contains(tokens.token().text())) {
      String operator = tokens.token().text();
      List<Emitted> operands = new ArrayList<>(List.of(left));
      while (tokens.token().is(operator)) {
        tokens.advance();
        operands.add(binary(level + 1));
      }
      left = Operators.combine(operator, operands);
      Depth.check(left, tokens.token());
    }
    return left;
  }

  private Emitted unary() {
    if (tokens.token().is("!") || tokens.token().is("-") || tokens.token().is("+")) {
      String operator = tokens.token().text();
      tokens.advance();
      depth.enter(tokens.token());
      Emitted operand = unary();
      Emitted result =
          switch (operator) {
            case "!" -> new Emitted("(!" + operand.text() + ")", operand.depth() + 1);
            case "-" -> Emitted.call("f_negate", operand);
            default -> Emitted.call("g_Number", operand);
          };
      depth.leave(result, tokens.token());
      return result;
    }
    return postfix(primary());
  }

  private Path primary() {
    Token at = tokens.token();
    return switch (at.kind()) {
      case NUMBER -> {
        tokens.advance();
        yield Path.of(Emitted.literal(at.text()));
      }
      case STRING -> {
        tokens.advance();
        yield Path.of(string(at));
      }
      case NAME -> name(at);
      case OPERATOR -> bracket(at);
      case END -> throw tokens.unexpected("a value");
    };
  }

  private Path bracket(Token at) {
    return switch (at.text()) {
      case "(" -> {
        tokens.advance();
        Arrows.refuse(tokens, at);
        Emitted inner = expression();
        tokens.expect(")");
        yield Path.of(inner);
      }
      case "[" -> {
        tokens.advance();
        yield Path.of(Emitted.call("f_list", elements("]", this::element)));
      }
      case "{" -> {
        tokens.advance();
        yield Path.of(Emitted.call("f_object", elements("}", this::entry)));
      }
      default -> throw tokens.unexpected("a value");
    };
  }

  private interface Element {
    void readInto(List<Emitted> list);
  }

  private List<Emitted> elements(String close, Element element) {
    List<Emitted> list = new ArrayList<>();
    while (!tokens.token().is(close)) {
      element.readInto(list);
      if (!tokens.token().is(close)) {
        tokens.expect(",");
      }
    }
    tokens.advance();
    return list;
  }

  private void element(List<Emitted> list) {
    if (tokens.token().is("...")) {
      tokens.advance();
      list.add(Emitted.call("f_spread", expression()));
    } else {
      list.add(expression());
    }
  }

  private void entry(List<Emitted> list) {
    Token key = tokens.token();
    tokens.advance();
    if (key.is("...")) {
      list.add(Emitted.call("f_spread", expression()));
      return;
    }
    if (key.is("[")) {
      list.add(expression());
      tokens.expect("]");
    } else if (key.kind() == Kind.NAME || key.kind() == Kind.STRING) {
      list.add(Emitted.string(key.text()));
    } else if (key.kind() == Kind.NUMBER) {
      list.add(Emitted.string(tokens.text(key)));
    } else {
      throw TokenStream.unexpected(key, "a property name");
    }
    if (key.kind() == Kind.NAME && (tokens.token().is(",") || tokens.token().is("}"))) {
      list.add(postfix(nameAfter(key)));
    } else {
      tokens.expect(":");
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
          TokenStream text = new TokenStream(at.text(), hole.start(), hole.end());
          Translator inner = new Translator(text, names, parameters, false);
          parts.add(inner.expression());
          roots.addAll(inner.roots);
          nodeIds.addAll(inner.nodeIds);
          unknownProperties.addAll(inner.unknownProperties);
        }
      }
    }
    return Emitted.call("f_text", parts);
  }

  private Path name(Token at) {
    if (at.text().equals("nodes")) {
      tokens.advanceToDot();
    } else {
      tokens.advance();
    }
    return nameAfter(at);
  }

  private Path nameAfter(Token at) {
    String parameter = parameters.find(at.text());
    if (parameter != null) {
      return Path.of(Emitted.literal(parameter));
    }
    if (interpolating && at.text().equals("$") && tokens.token().is("{")) {
      tokens.advance();
      Emitted inner = expression();
      tokens.expect("}");
      return Path.of(inner);
    }
    if (tokens.token().is("=>")) {
      throw Arrows.misplaced(at);
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
    if (tokens.token().is(".") || tokens.token().is("?.")) {
      Token id = tokens.nodeId(names);
      if (id.text().isEmpty()) {
        tokens.advance();
        throw tokens.unexpected("the id of a node");
      }
      addNode(path, id.text(), id.start());
      tokens.moveTo(id.end());
      lookAtProperty(id.text());
    } else if (tokens.token().is("[")) {
      Token literal = tokens.after(tokens.token().end());
      Token close = tokens.after(literal.end());
      if (literal.kind() == Kind.STRING && close.is("]")) {
        addNode(path, literal.text(), literal.start());
        tokens.moveTo(close.end());
        lookAtProperty(literal.text());
      }
    }
  }

  private void lookAtProperty(String nodeId) {
    if (tokens.token().is(".") || tokens.token().is("?.")) {
      Token property = tokens.after(tokens.token().end());
      boolean called = tokens.after(property.end()).is("(");
      if (property.kind() == Kind.NAME
          && !called
          && !NodeView.PROPERTIES.contains(property.text())) {
        unknownProperties.add(nodeId + "." + property.text());
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
      tokens.expect(".");
      Token member = tokens.token();
      if (member.kind() != Kind.NAME) {
        throw tokens.unexpected("a function of " + at.text());
      }
      tokens.advance();
      function = at.text() + "_" + member.text();
    }
    Builtin builtin = names.global(function, at);
    if (!tokens.token().is("(")) {
      throw tokens.unexpected("'(' after " + builtin.shown());
    }
    return call(builtin, null, at);
  }

  private Emitted postfix(Path path) {
    while (true) {
      if (tokens.token().is(".") || tokens.token().is("?.")) {
        boolean optional = tokens.token().is("?.");
        tokens.advance();
        if (optional && tokens.token().is("[")) {
          continue;
        }
        Token member = tokens.token();
        if (member.kind() != Kind.NAME) {
          throw tokens.unexpected("a property name");
        }
        tokens.advance();
        if (tokens.token().is("(")) {
          path = Path.of(call(names.method(member), path.emitted(), member));
        } else {
          path.add(Emitted.string(member.text()));
        }
      } else if (tokens.token().is("[")) {
        tokens.advance();
        path.add(expression());
        tokens.expect("]");
      } else if (tokens.token().is("(")) {
        throw new ExpressionException(
            Code.NOT_ALLOWED,
            tokens.token().start(),
            "a value cannot be called",
            Names.functionsHint());
      } else {
        return path.emitted();
      }
    }
  }

  private Emitted call(Builtin builtin, @Nullable Emitted receiver, Token at) {
    tokens.expect("(");
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
    Depth.check(result, tokens.token());
    return result;
  }

  private Emitted callback(Builtin builtin) {
    Token first = tokens.token();
    Token second = tokens.after(first.end());
    if (first.kind() == Kind.NAME && second.is("=>")) {
      tokens.moveTo(second.end());
      return lambda(List.of(first.text()));
    }
    if (first.is("(")) {
      List<String> list = Arrows.parameters(tokens, first.end());
      if (list != null) {
        tokens.advance();
        while (!tokens.token().is("=>")) {
          tokens.advance();
        }
        tokens.advance();
        return lambda(list);
      }
    }
    if (first.kind() == Kind.NAME && second.is(")") && names.isPlainFunction(first.text())) {
      tokens.advance();
      return Emitted.lambda(List.of("p"), Emitted.call("g_" + first.text(), Emitted.literal("p")));
    }
    throw new ExpressionException(
        Code.SYNTAX,
        first.start(),
        builtin.shown() + " needs an arrow function",
        "write " + builtin.example());
  }

  private Emitted lambda(List<String> formal) {
    Arrows.refuseBlock(tokens.token());
    List<String> actual = parameters.enter(formal);
    Emitted body = expression();
    parameters.leave();
    return Emitted.lambda(actual, body);
  }
}
