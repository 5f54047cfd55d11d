package io.millrace.client;

/** Something asked of a Millrace cannot be done; the message says why, and what to do. */
public final class ClientFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With one sentence for people. */
  public ClientFault(String message) {
    super(message);
  }

  /** With one sentence for people, and what led to it. */
  public ClientFault(String message, Throwable cause) {
    super(message, cause);
  }
}
