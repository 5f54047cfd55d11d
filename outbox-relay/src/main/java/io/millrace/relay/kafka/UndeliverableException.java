package io.millrace.relay.kafka;

/** Kafka has no place for a record yet: somebody has to make it, then the relay goes on. */
public final class UndeliverableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is missing and what to do. */
  public UndeliverableException(String message) {
    super(message);
  }
}
