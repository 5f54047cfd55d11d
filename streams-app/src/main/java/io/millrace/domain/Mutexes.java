package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.event.MutexAcquired;
import io.millrace.contract.event.MutexQueued;
import io.millrace.contract.event.MutexReleased;
import io.millrace.contract.message.DenyMutex;
import io.millrace.contract.message.GrantMutex;
import io.millrace.definition.WorkflowConfig.MutexPolicy;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.MutexState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an instance says to the mutex topology, and hears from it. Every grant is answered, with
 * {@link MutexAcquired} or {@link MutexReleased} in the transition that it causes: the topology
 * gives the mutex to nobody else before.
 */
final class Mutexes {

  private Mutexes() {}

  /** Asks for the instance's mutex. */
  static void queue(Journal journal, String key) {
    boolean reject = journal.definition().config().mutexPolicy() == MutexPolicy.REJECT;
    journal.record(new MutexQueued(key, journal.state().priority(), reject));
  }

  /** The mutex is the instance's, if it still wants it. */
  static void granted(Journal journal, GrantMutex control) {
    InstanceState state = journal.state();
    if (!awaits(state, control.key())) {
      if (state.mutex() != MutexState.HELD) {
        journal.record(new MutexReleased(control.key()));
      }
      return;
    }
    boolean ranBefore = state.lifetime().startedAt() != null;
    Instant due = ranBefore ? Launch.due(journal, journal.definition().config().timeout()) : null;
    journal.record(new MutexAcquired(control.key(), due));
    ControlDecider.goOn(journal);
  }

  /** Somebody else has the mutex, and the instance does not want to wait. */
  static void denied(Journal journal, DenyMutex control) {
    if (awaits(journal.state(), control.key())) {
      Ending.fail(
          journal,
          ErrorInfo.permanent(
              ErrorCodes.MUTEX_TAKEN,
              "Instance %s has the mutex \"%s\"; with mutexPolicy \"reject\" nobody waits for it."
                  .formatted(control.holder(), control.key())));
    }
  }

  private static boolean awaits(InstanceState state, @Nullable String key) {
    return state.mutex() == MutexState.QUEUED
        && !state.status().ended()
        && state.origin().mutexKey() != null
        && state.origin().mutexKey().equals(key);
  }
}
