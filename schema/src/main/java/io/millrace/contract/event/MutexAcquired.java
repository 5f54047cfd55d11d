package io.millrace.contract.event;

import io.millrace.contract.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The instance has its mutex.
 *
 * @param key the mutex
 * @param dueAt when the time of an instance that ran before runs out now, or null
 */
public record MutexAcquired(String key, @Nullable Instant dueAt) implements Event {

  /** Checks the fields. */
  public MutexAcquired {
    Fields.present("key", key);
  }
}
