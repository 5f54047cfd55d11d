package io.millrace.expression;

import io.millrace.expression.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A place in an evaluated config into which the worker inserts a secret. Only such places are
 * secrets: a value that merely looks like <code>${secrets.x}</code> came with the data and stays
 * what it is.
 *
 * @param pointer JSON pointer of the string, from the root of the config
 * @param offset where in that string the placeholder starts, in UTF-16 units
 * @param length how long the placeholder is
 * @param name the secret's name
 */
public record SecretReference(String pointer, int offset, int length, String name) {

  /** The secret's name when a hole holds {@code secrets.name} and nothing else; null otherwise. */
  static @Nullable String nameIn(String source, TemplateParts.Hole hole) {
    Lexer lexer = new Lexer(source, hole.end());
    Token root = lexer.next(hole.start());
    if (root.kind() != Kind.NAME || !root.text().equals("secrets")) {
      return null;
    }
    Token access = lexer.next(root.end());
    Token name = lexer.next(access.end());
    Token after = lexer.next(name.end());
    if (access.is(".") && after.kind() == Kind.END) {
      return name.text();
    }
    boolean bracketed = access.is("[") && after.is("]") && name.kind() == Kind.STRING;
    return bracketed && lexer.next(after.end()).kind() == Kind.END ? name.text() : null;
  }
}
