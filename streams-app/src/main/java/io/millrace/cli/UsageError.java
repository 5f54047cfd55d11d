package io.millrace.cli;

import io.millrace.contract.InvalidField;

/** A command was given something that it cannot use; exit code 2. */
public final class UsageError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With one sentence that names the option, the value and the rule. */
  public UsageError(String message) {
    super(message);
  }

  /** What was given makes a message, or an address, with a field that breaks its rule. */
  UsageError(InvalidField field) {
    this(field.field() + " " + field.rule(), field);
  }

  /** With one sentence that names the option, the value and the rule, and what led to it. */
  public UsageError(String message, Throwable cause) {
    super(message, cause);
  }
}
