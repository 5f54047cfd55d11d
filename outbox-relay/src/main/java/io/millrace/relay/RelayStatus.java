package io.millrace.relay;

import java.time.Instant;

/**
 * What a relay is doing, since when, and why.
 *
 * @param state what it is doing
 * @param detail one sentence for people; empty when there is nothing to say
 * @param since when it began
 */
public record RelayStatus(RelayState state, String detail, Instant since) {

  /** Whether rows that are committed now will be on Kafka in a moment. */
  public boolean healthy() {
    return state == RelayState.STREAMING || state == RelayState.STANDBY;
  }
}
