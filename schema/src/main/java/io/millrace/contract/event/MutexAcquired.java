package io.millrace.contract.event;

import io.millrace.contract.Fields;

/**
 * The instance has its mutex.
 *
 * @param key the mutex
 */
public record MutexAcquired(String key) implements Event {

  /** Checks the fields. */
  public MutexAcquired {
    Fields.present("key", key);
  }
}
