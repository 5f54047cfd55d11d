package io.millrace.contract.event;

import io.millrace.contract.Fields;

/**
 * The instance gave its mutex back.
 *
 * @param key the mutex
 */
public record MutexReleased(String key) implements Event {

  /** Checks the fields. */
  public MutexReleased {
    Fields.present("key", key);
  }
}
