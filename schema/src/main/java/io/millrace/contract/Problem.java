package io.millrace.contract;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with something given from outside.
 *
 * @param code stable, for programs: lower case words joined by hyphens
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
 * @param message what is wrong and what the rule is, one sentence
 * @param hint what to do about it, or null
 */
public record Problem(String code, String pointer, String message, @Nullable String hint) {

  @Override
  public String toString() {
    String where = pointer.isEmpty() ? "" : pointer + ": ";
    return where + message + (hint == null ? "" : " (" + hint + ")");
  }
}
