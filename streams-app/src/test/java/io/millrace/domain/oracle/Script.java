package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What executors do: a function, so that the engine and the oracle meet the same world. */
@FunctionalInterface
public interface Script {

  /** How long news of a child's end usually take, in milliseconds. */
  int NEWS_MS = 1;

  /**
   * How long it takes a parent to hear that its child has ended, in milliseconds.
   *
   * @param path names the node that waits for the child
   */
  default long newsMillis(String path) {
    return NEWS_MS;
  }

  /**
   * How long a timer takes.
   *
   * @param millis how long it is to take
   * @param path names the node that it belongs to
   */
  default long timerMillis(long millis, String path) {
    return millis;
  }

  /**
   * What becomes of an attempt.
   *
   * @param executor the executor's name
   * @param config the resolved config
   * @param path names the node: its id and the iterations around it
   * @param attempt which attempt, from 1
   * @return null if nothing is ever heard of it
   */
  @Nullable Answer answer(String executor, JsonNode config, String path, int attempt);

  /**
   * An answer.
   *
   * @param millis after how long
   * @param output what is returned; null if it failed
   * @param code the error's code if it failed, else null
   * @param retryable of the error
   */
  record Answer(long millis, @Nullable JsonNode output, @Nullable String code, boolean retryable) {}
}
