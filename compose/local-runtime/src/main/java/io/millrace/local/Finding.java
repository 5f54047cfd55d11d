package io.millrace.local;

import java.util.function.Function;

/**
 * Whether a source of servers can be used on this machine.
 *
 * @param <S> the kind of server
 */
sealed interface Finding<S> {

  /**
   * It can.
   *
   * @param start starts the server; is told why no earlier source was taken, for the description
   */
  record Usable<S>(Function<String, S> start) implements Finding<S> {}

  /**
   * It cannot.
   *
   * @param why as part of a sentence
   * @param remedy what the user can do about it, as a sentence without its full stop
   */
  record Unusable<S>(String why, String remedy) implements Finding<S> {}
}
