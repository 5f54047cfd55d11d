package io.millrace.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contract.Fields;

/**
 * The instance waits for its mutex.
 *
 * @param key the mutex
 * @param priority its priority in the queue
 * @param reject whether it does not want to wait: it is granted at once or denied
 */
public record MutexQueued(
    String key, int priority, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean reject)
    implements Event {

  /** Checks the fields. */
  public MutexQueued {
    Fields.present("key", key);
  }
}
