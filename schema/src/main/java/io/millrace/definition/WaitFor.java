package io.millrace.definition;

/** Which of the nodes that a node depends on it waits for. */
public enum WaitFor {
  /** All of them. */
  ALL,
  /** The first that is done. */
  ANY,
  /** None: it runs at once. */
  NONE
}
