package io.millrace.expression;

import java.time.Instant;

/**
 * What an expression may read that is not a function of its input. The caller supplies it, so that
 * it can record every answer and give the same answers again.
 */
public interface Ambient {

  /** The present time, for {@code Date.now()} and {@code system.timestamp}. */
  Instant now();

  /** A new UUID at each call, for {@code generateUUID()} and {@code system.uuid}. */
  String uuid();

  /** The name of the machine, for {@code system.hostname}. */
  String hostname();
}
