package io.millrace.schema;

import org.jspecify.annotations.Nullable;

/** The schema could not be brought to the version that this Millrace needs. */
public final class SchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Code {
    /** MySQL does not answer, or refuses the user. */
    UNREACHABLE,
    /** The JDBC URL names no database. */
    NO_DATABASE,
    /** The server is not MySQL, or too old. */
    UNSUPPORTED_SERVER,
    /** The database holds tables that no migration of Millrace made. */
    FOREIGN_DATABASE,
    /** A newer Millrace has been here. */
    NEWER_SCHEMA,
    /** The migrations in the database are not those in this Millrace. */
    CHANGED_MIGRATION,
    /** MySQL refused a statement of a migration. */
    FAILED_MIGRATION
  }

  private final Code code;

  SchemaException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What stands in the way; the message says it in words, and what to do next. */
  public Code code() {
    return code;
  }
}
