package io.millrace.relay.binlog;

/** The binlog cannot be read on from here; reading may be started again from the last position. */
public final class BinlogException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what was being done and why it failed. */
  public BinlogException(String message, Throwable cause) {
    super(message, cause);
  }
}
