package io.millrace.local;

/**
 * One way to come by a server.
 *
 * @param <S> the kind of server
 */
interface ServerSource<S> {

  /** What it is, as the user reads it in a list of the ways. */
  String name();

  /** Finds out whether it can be used here. May unpack or fetch what it needs; starts nothing. */
  Finding<S> look();
}
