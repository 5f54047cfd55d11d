package io.millrace.contract.event;

import io.millrace.contract.Fields;

/**
 * The instance waits for its mutex.
 *
 * @param key the mutex
 * @param priority its priority in the queue
 */
public record MutexQueued(String key, int priority) implements Event {

  /** Checks the fields. */
  public MutexQueued {
    Fields.present("key", key);
  }
}
