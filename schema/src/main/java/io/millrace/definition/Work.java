package io.millrace.definition;

import io.millrace.expression.JsonTemplate;
import io.millrace.expression.Template;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a task does. All but {@link Execute} is done by the engine itself. */
public sealed interface Work {

  /** The executor's name in the definition. */
  String executor();

  /** Its config: what is evaluated and handed over or shown. */
  JsonTemplate config();

  /**
   * Hands the evaluated config to an executor; the executor's result is the output.
   *
   * @param executor the executor's name
   * @param config may hold places for secrets
   */
  record Execute(String executor, JsonTemplate config) implements Work {}

  /**
   * Waits, holding nothing: {@code wait}. Exactly one of the two is given.
   *
   * @param config the whole config
   * @param duration how long: evaluates to milliseconds or an ISO-8601 duration, see {@link
   *     Durations#duration}
   * @param until until when: evaluates to an ISO-8601 instant or milliseconds since 1970, see
   *     {@link Durations#instant}
   */
  record Wait(JsonTemplate config, @Nullable JsonTemplate duration, @Nullable JsonTemplate until)
      implements Work {

    @Override
    public String executor() {
      return "wait";
    }
  }

  /**
   * Waits for a signal to the instance: {@code signal}. The signal's payload is the output.
   *
   * @param config the whole config
   * @param name the signal's name; evaluates to a string
   * @param timeout how long to wait before the node times out; null for no limit
   */
  record Signal(JsonTemplate config, Template name, @Nullable Duration timeout) implements Work {

    @Override
    public String executor() {
      return "signal";
    }
  }

  /**
   * Evaluates its config, which is then the output: {@code transform}.
   *
   * @param config the output
   */
  record Transform(JsonTemplate config) implements Work {

    @Override
    public String executor() {
      return "transform";
    }
  }
}
