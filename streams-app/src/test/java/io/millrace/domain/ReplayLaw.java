package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.Json;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.Cause;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.domain.history.Fold;
import io.millrace.domain.row.InstanceRow;
import io.millrace.domain.row.NodeRow;
import io.millrace.domain.row.Rows;
import io.millrace.domain.state.Evolver;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds after every step: the decision's state is the fold of its events; the fold of the
 * recorded transitions, read back from their bytes, is that state; the state's rows hold it all;
 * and a row that did not count as touched did not change.
 */
public final class ReplayLaw {

  private final int every;
  private final List<byte[]> written = new ArrayList<>();
  private Fold fold = Fold.START;
  private Position position = Position.START;
  private int steps;
  private int read;

  /** A law that is checked to the full at every step. */
  public ReplayLaw() {
    this(1);
  }

  /**
   * A law for long runs: every step folds its events, but only some read the recorded bytes back.
   *
   * @param every how many steps there are to one that does
   */
  public ReplayLaw(int every) {
    this.every = every;
  }

  /** Checks a decision; gives the state after it was sealed. */
  public InstanceState check(
      @Nullable InstanceState before, Decision.Accepted accepted, Instant now) {
    InstanceState after = accepted.state();
    if (accepted.events().isEmpty()) {
      assertThat(after).as("the state after no events").isSameAs(before);
      return after;
    }
    InstanceState evolved = before;
    for (Event event : accepted.events()) {
      evolved = Evolver.evolve(evolved, event, now);
    }
    assertThat(after).as("the decision's state").isEqualTo(evolved);
    touched(before, after);
    InstanceState sealed = sealed(after, accepted.events(), now);
    steps++;
    if (steps % every == 0) {
      settle(sealed);
    }
    return sealed;
  }

  /** The transitions so far, as they would be on Kafka. */
  public List<byte[]> written() {
    return List.copyOf(written);
  }

  /** Checks to the full that the history so far leads to a state. */
  public void settle(InstanceState state) {
    for (; read < written.size(); read++) {
      fold = fold.plus(TransitionCodec.open(written.get(read)));
    }
    assertThat(Objects.requireNonNull(fold.state())).as("the fold").isEqualTo(state);
    rows(state);
  }

  private static void touched(@Nullable InstanceState before, InstanceState after) {
    for (NodeState node : after.nodes().all()) {
      NodeState old = before == null ? null : before.nodes().find(node.no());
      if (!node.equals(old)) {
        assertThat(after.nodes().touched()).as("touched nodes").contains(node.no());
      }
    }
  }

  private InstanceState sealed(InstanceState after, List<Event> events, Instant now) {
    TransitionCodec.Sealed sealed =
        TransitionCodec.seal(
            new Transition(
                after.id(),
                position.sequence() + 1,
                position.hash(),
                now,
                new Cause("test", "test-0@0"),
                "engine-1",
                after.header(),
                events,
                null));
    written.add(sealed.bytes());
    position = new Position(position.sequence() + 1, sealed.hash());
    return after.sealed(position.sequence(), position.hash());
  }

  private static void rows(InstanceState state) {
    InstanceRow row = stored(Rows.instance(state), InstanceRow.class);
    List<NodeRow> nodes =
        state.nodes().all().stream()
            .map(node -> stored(Rows.node(state.id(), node), NodeRow.class))
            .toList();
    assertThat(Rows.state(row, nodes)).as("the state that the rows hold").isEqualTo(state);
    assertThat(Rows.state(row, nodes).nextDue()).isEqualTo(state.nextDue());
  }

  /** Through JSON, as the columns do. */
  private static <T> T stored(T row, Class<T> type) {
    return Json.read(Json.bytes(row), type);
  }
}
