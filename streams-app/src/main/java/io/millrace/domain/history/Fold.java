package io.millrace.domain.history;

import io.millrace.contract.event.Event;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Transition;
import io.millrace.domain.state.Evolver;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.Position;
import io.millrace.domain.state.UnfitEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transitions of one instance, folded one after the other. Checks that none is missing,
 * repeated or from another chain; that a transition's bytes match its own hash is checked where
 * they are read.
 *
 * @param state the instance after the last transition, or null if it never came to be
 * @param rejection why it never came to be, or null
 * @param position how far the history has come
 */
public record Fold(
    @Nullable InstanceState state, @Nullable StartRejected rejection, Position position) {

  /** Before the first transition. */
  public static final Fold START = new Fold(null, null, Position.START);

  /**
   * Folds a whole history.
   *
   * @throws BrokenHistory at the first transition that does not fit
   */
  public static Fold of(List<Transition> transitions) {
    Fold fold = START;
    for (Transition transition : transitions) {
      fold = fold.plus(transition);
    }
    return fold;
  }

  /**
   * One transition further.
   *
   * @throws BrokenHistory if it does not follow the last one
   */
  public Fold plus(Transition next) {
    String hash = checked(next);
    InstanceState after = state;
    StartRejected rejected = rejection;
    for (Event event : next.events()) {
      if (after == null && event instanceof StartRejected start) {
        rejected = start;
      } else {
        after = evolved(after, event, next);
      }
    }
    return new Fold(
        after == null ? null : after.sealed(next.sequence(), hash),
        rejected,
        new Position(next.sequence(), hash));
  }

  private String checked(Transition next) {
    long sequence = next.sequence();
    if (sequence != position.sequence() + 1) {
      throw new BrokenHistory(
          sequence, "follows " + position.sequence() + ": a transition is missing or repeated");
    }
    if (!next.previousHash().equals(position.hash())) {
      throw new BrokenHistory(sequence, "names another predecessor than the one that was read");
    }
    if (state != null && !state.id().equals(next.instanceId())) {
      throw new BrokenHistory(
          sequence, "belongs to instance " + next.instanceId() + ", not " + state.id());
    }
    if (next.hash() == null) {
      throw new BrokenHistory(sequence, "was never sealed: it has no hash");
    }
    return next.hash();
  }

  private static InstanceState evolved(
      @Nullable InstanceState state, Event event, Transition transition) {
    try {
      return Evolver.evolve(state, event, transition.at());
    } catch (UnfitEvent e) {
      throw new BrokenHistory(transition.sequence(), e.getMessage());
    }
  }
}
