package io.millrace.domain.state;

/** How an instance stands to its mutex. */
public enum MutexState {
  /** It has none, has not asked yet, or gave it back. */
  NONE,
  /** It waits for its turn. */
  QUEUED,
  /** It has it. */
  HELD
}
