package io.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.SendSignal;
import io.millrace.contract.message.SetPriority;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.MutexState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** At most one instance per key runs, ever, wherever it lives and whatever is killed. */
@Tag("long")
@ExtendWith(SharedCrossing.class)
@TestInstance(Lifecycle.PER_CLASS)
class MutexIT {

  private static final int COUNT = 50;

  private final long seed = Long.getLong("millrace.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private Crossing millrace;

  @BeforeAll
  void start(Crossing shared) {
    System.out.println("seed " + seed);
    millrace = shared;
    millrace.deploy(
        """
        {'id':'guarded','version':'1.0.0','config':{'mutexKey':'key-${input.key}'},
         'nodes':[{'id':'a','type':'task','executor':'sleep','config':{'ms':'${input.ms}'}}]}
        """);
    millrace.deploy(
        """
        {'id':'holder','version':'1.0.0','config':{'mutexKey':'key-${input.key}'},
         'nodes':[{'id':'a','type':'task','executor':'signal','config':{'name':'go'}}]}
        """);
    millrace.deploy(
        """
        {'id':'impatient','version':'1.0.0',
         'config':{'mutexKey':'key-${input.key}','mutexPolicy':'reject'},
         'nodes':[{'id':'a','type':'task','executor':'sleep','config':{'ms':'${input.ms}'}}]}
        """);
  }

  private InstanceId guarded(String key, int ms, int priority) {
    return millrace.start(
        "guarded",
        "{'key':'%s','ms':%d}".formatted(key, ms),
        priority,
        key + "-" + millrace.nextNumber());
  }

  /** An instance that has the mutex until it is told to go. */
  private InstanceId holder(String key) {
    InstanceId id = millrace.start("holder", "{'key':'%s'}".formatted(key));
    awaitState(id, MutexState.HELD);
    return id;
  }

  private void go(InstanceId holder) {
    millrace.control(new SendSignal(holder, null, "test", "go", NullNode.getInstance()));
    millrace.ended(holder);
  }

  private void awaitState(InstanceId id, MutexState mutex) {
    await("mutex of " + id + " is " + mutex)
        .atMost(Crossing.PATIENCE)
        .until(() -> millrace.state(id), state -> state != null && state.mutex() == mutex);
  }

  private static Instant started(InstanceState state) {
    return Objects.requireNonNull(state.lifetime().startedAt());
  }

  private static Instant ended(InstanceState state) {
    return Objects.requireNonNull(state.lifetime().completedAt());
  }

  private List<InstanceState> inOrderOfStart(List<InstanceId> ids) {
    return ids.stream()
        .map(millrace::ended)
        .sorted(Comparator.comparing(MutexIT::started))
        .toList();
  }

  private void assertNeverTwo(List<InstanceState> inOrder) {
    for (int n = 1; n < inOrder.size(); n++) {
      assertThat(started(inOrder.get(n)))
          .as("seed %d: %s after %s", seed, inOrder.get(n).id(), inOrder.get(n - 1).id())
          .isAfterOrEqualTo(ended(inOrder.get(n - 1)));
    }
  }

  @Test
  void shouldRunOneByOneByPriorityThenAge() {
    InstanceId first = holder("order");
    List<InstanceId> others = new ArrayList<>();
    for (int n = 0; n < COUNT; n++) {
      others.add(guarded("order", 5, 10 * random.nextInt(5)));
    }
    others.forEach(id -> awaitState(id, MutexState.QUEUED));

    go(first);
    List<InstanceState> inOrder = inOrderOfStart(others);

    assertThat(inOrder).allMatch(state -> state.status() == InstanceStatus.COMPLETED);
    assertNeverTwo(inOrder);
    assertThat(inOrder)
        .as("seed %d", seed)
        .isSortedAccordingTo(
            Comparator.comparing(InstanceState::priority, Comparator.reverseOrder())
                .thenComparing(state -> state.origin().createdAt()));
    assertThat(others.stream().map(InstanceId::partition).collect(Collectors.toSet()))
        .as("over partitions")
        .hasSizeGreaterThan(3);
  }

  @Test
  void shouldNeverRunTwoWhenTheEngineIsKilled() {
    List<InstanceId> ids = new ArrayList<>();
    for (int n = 0; n < COUNT; n++) {
      ids.add(guarded("killed", 20, random.nextInt(101)));
    }
    await()
        .atMost(Crossing.PATIENCE)
        .until(
            () ->
                Integer.parseInt(
                        millrace
                            .query(
                                "SELECT COUNT(*) FROM workflow_instances"
                                    + " WHERE status = 'completed' AND mutex_key = 'key-killed'")
                            .getFirst())
                    >= 5 + random.nextInt(20));

    millrace.killEngine();

    List<InstanceState> inOrder = inOrderOfStart(ids);
    assertThat(inOrder).allMatch(state -> state.status() == InstanceStatus.COMPLETED);
    assertNeverTwo(inOrder);
  }

  @Test
  void shouldGoOnWhenInstancesAreCancelledWhileTheyWaitOrRun() {
    List<InstanceId> ids = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      ids.add(guarded("cancelled", 100, 50));
    }
    for (int n = 0; n < 20; n += 2) {
      millrace.control(new CancelInstance(ids.get(n), null, "test"));
    }

    List<InstanceState> states = ids.stream().map(millrace::ended).toList();
    assertNeverTwo(
        states.stream()
            .filter(state -> state.lifetime().startedAt() != null)
            .sorted(Comparator.comparing(MutexIT::started))
            .toList());
    for (int n = 1; n < 20; n += 2) {
      assertThat(states.get(n).status()).isEqualTo(InstanceStatus.COMPLETED);
    }
  }

  @Test
  void shouldLetAnInstanceOvertakeWhenItsPriorityIsRaised() {
    InstanceId holder = holder("overtake");
    InstanceId early = guarded("overtake", 5, 50);
    awaitState(early, MutexState.QUEUED);
    InstanceId late = guarded("overtake", 5, 50);
    awaitState(late, MutexState.QUEUED);

    millrace.control(new SetPriority(late, null, "test", 90));
    go(holder);

    assertThat(started(millrace.ended(late))).isBefore(started(millrace.ended(early)));
  }

  @Test
  void shouldRejectWhatDoesNotWantToWait() {
    InstanceId holder = holder("rejected");
    InstanceId refused = millrace.start("impatient", "{'key':'rejected','ms':5}");

    InstanceState state = millrace.ended(refused);
    assertThat(state.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(state.error()).code()).isEqualTo("mutex-taken");
    assertThat(state.error().message()).contains(holder.toString());
    go(holder);
    await()
        .atMost(Crossing.PATIENCE)
        .until(
            () ->
                millrace.ended(millrace.start("impatient", "{'key':'rejected','ms':5}")).status()
                    == InstanceStatus.COMPLETED);
  }
}
