package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A compiled text with <code>${…}</code> in it. One that is a single <code>${…}</code> gives the
 * value as it is; any other gives a string. Immutable.
 */
public final class Template {

  private final String source;
  private final List<Piece> pieces;
  private final References references;

  private Template(String source, List<Piece> pieces) {
    this.source = source;
    this.pieces = List.copyOf(pieces);
    this.references = references(pieces);
  }

  private sealed interface Piece {}

  private record Text(String text) implements Piece {}

  private record Value(Expression expression) implements Piece {}

  /** A secret, which stays in the text for the worker to insert. */
  private record Secret(String name, String text) implements Piece {}

  static Template of(Expression expression) {
    return new Template(expression.source(), List.of(new Value(expression)));
  }

  static Template compile(ExpressionLanguage language, String source, Vocabulary vocabulary) {
    List<Piece> pieces = new ArrayList<>();
    for (TemplateParts.Part part : TemplateParts.split(source)) {
      pieces.add(
          switch (part) {
            case TemplateParts.Text text -> new Text(text.text());
            case TemplateParts.Hole hole -> hole(language, source, hole, vocabulary);
          });
    }
    return new Template(source, pieces);
  }

  private static Piece hole(
      ExpressionLanguage language, String source, TemplateParts.Hole hole, Vocabulary vocabulary) {
    String secret = vocabulary.secrets() ? SecretReference.nameIn(source, hole) : null;
    return secret == null
        ? new Value(language.compile(source, hole.start(), hole.end(), vocabulary, false))
        : new Secret(secret, source.substring(hole.start() - 2, hole.end() + 1));
  }

  private static References references(List<Piece> pieces) {
    References all = References.NONE;
    Set<String> secrets = new HashSet<>();
    for (Piece piece : pieces) {
      switch (piece) {
        case Text text -> {}
        case Value value -> all = all.and(value.expression().references());
        case Secret secret -> secrets.add(secret.name());
      }
    }
    return secrets.isEmpty() ? all : all.and(new References(Set.of(), Set.of(), Set.of(), secrets));
  }

  /** The text that it was compiled from. */
  public String source() {
    return source;
  }

  /** What it reads. */
  public References references() {
    return references;
  }

  /** Whether it holds no <code>${…}</code>. */
  public boolean isConstant() {
    return pieces.stream().allMatch(Text.class::isInstance);
  }

  /**
   * Evaluates it.
   *
   * @throws ExpressionException when an expression in it fails or passes a limit
   */
  public JsonNode evaluate(Scope scope) {
    return evaluate(scope, "", new ArrayList<>());
  }

  JsonNode evaluate(Scope scope, String pointer, List<SecretReference> secrets) {
    if (pieces.size() == 1 && pieces.get(0) instanceof Value value) {
      return value.expression().evaluate(scope);
    }
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Text literal -> text.append(literal.text());
        case Value value -> text.append(value.expression().evaluateText(scope));
        case Secret secret -> {
          secrets.add(
              new SecretReference(pointer, text.length(), secret.text().length(), secret.name()));
          text.append(secret.text());
        }
      }
    }
    return TextNode.valueOf(text.toString());
  }

  @Override
  public String toString() {
    return source;
  }
}
