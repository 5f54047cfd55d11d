package io.millrace.relay;

/** What a relay is doing. */
public enum RelayState {
  /** Not started yet, or connecting for the first time. */
  STARTING,
  /** Another relay leads; this one takes over when it is gone. */
  STANDBY,
  /** Leads, and finds its place or publishes what was written before it had one. */
  CATCHING_UP,
  /** Leads and publishes what is committed. */
  STREAMING,
  /** Something it needs is away or missing; tries again by itself. The detail says what. */
  WAITING,
  /** Cannot go on without skipping rows, and does not; somebody has to act. The detail says how. */
  BLOCKED,
  /** Stopped. */
  STOPPED
}
