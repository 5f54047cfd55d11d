package io.millrace.topology;

import static io.millrace.topology.TransitionExamples.ERROR;
import static io.millrace.topology.TransitionExamples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Topics;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.MutexAcquired;
import io.millrace.contract.event.MutexQueued;
import io.millrace.contract.event.MutexReleased;
import io.millrace.contract.event.PriorityChanged;
import io.millrace.contract.message.Cause;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.DenyMutex;
import io.millrace.contract.message.GrantMutex;
import io.millrace.contract.message.InstanceHeader;
import io.millrace.contract.message.Transition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutexTopologyTest {

  private static final String KEY = "customer-17";
  private static final InstanceId A = new InstanceId(7);
  private static final InstanceId B = new InstanceId((1L << 40) + 3);
  private static final InstanceId C = new InstanceId((2L << 40) + 5);

  private TopologyHarness harness;
  private int clock;

  @BeforeEach
  void open() throws IOException {
    harness =
        new TopologyHarness(
            EffectsTopology.build(TopologyHarness.PREFIX, Duration.ofMillis(10)), Topics.EFFECTS);
  }

  @AfterEach
  void close() throws IOException {
    harness.close();
  }

  private void says(InstanceId id, Event... events) {
    says(id, "task.completed", events);
  }

  private void says(InstanceId id, String cause, Event... events) {
    clock++;
    harness.pipe(
        new Transition(
            id,
            clock,
            Transition.NO_HASH,
            T0.plusSeconds(clock),
            new Cause(cause, "x"),
            "engine-1",
            new InstanceHeader("order", "1.0.0", null, null, null, null),
            List.of(events),
            Transition.NO_HASH));
  }

  private void waits(InstanceId id, int priority) {
    says(id, "workflow.start", new MutexQueued(KEY, priority, false));
  }

  private void takes(InstanceId id) {
    says(id, "mutex.granted", new MutexAcquired(KEY, null));
  }

  private void leaves(InstanceId id) {
    says(id, new MutexReleased(KEY));
  }

  private List<Control> controls() {
    return harness.read(Topics.CONTROLS).stream().map(TestRecord::value).toList();
  }

  private void assertGrantedTo(InstanceId... ids) {
    assertThat(controls())
        .allMatch(GrantMutex.class::isInstance)
        .extracting(Control::instanceId)
        .containsExactly(ids);
  }

  @Test
  void shouldGrantAtOnceWhenNobodyHasIt() {
    waits(A, 50);

    TestRecord<String, Control> grant = harness.read(Topics.CONTROLS).getFirst();
    assertThat(grant.value()).isEqualTo(new GrantMutex(A, null, null, KEY));
    assertThat(grant.key()).isEqualTo(A.toString());
    assertThat(TopologyHarness.header(grant, CloudEvents.TYPE)).isEqualTo("mutex.granted");
  }

  @Test
  void shouldLetOthersWaitUntilItIsGivenBack() {
    waits(A, 50);
    waits(B, 50);
    takes(A);
    assertGrantedTo(A);

    leaves(A);
    assertGrantedTo(B);
  }

  @Test
  void shouldHandOverByPriorityThenAge() {
    InstanceId d = new InstanceId(8);
    waits(A, 50);
    takes(A);
    waits(B, 50);
    waits(C, 90);
    waits(d, 50);
    assertGrantedTo(A);

    leaves(A);
    takes(C);
    leaves(C);
    takes(B);
    leaves(B);
    assertGrantedTo(C, B, d);
  }

  @Test
  void shouldMoveInTheQueueWhenThePriorityChanges() {
    waits(A, 50);
    takes(A);
    waits(B, 50);
    waits(C, 50);
    says(C, new PriorityChanged(60, null, KEY));
    leaves(A);

    assertGrantedTo(A, C);
  }

  @Test
  void shouldKeepItsAgeWhenThePriorityChangesBack() {
    waits(A, 50);
    takes(A);
    waits(B, 50);
    waits(C, 50);
    says(B, new PriorityChanged(10, null, KEY));
    says(B, new PriorityChanged(50, null, KEY));
    leaves(A);

    assertGrantedTo(A, B);
  }

  @Test
  void shouldNotMoveWhoDoesNotWait() {
    says(A, new PriorityChanged(60, null, KEY));

    assertThat(controls()).isEmpty();
  }

  @Test
  void shouldPassOverWhoHasLeftTheQueue() {
    waits(A, 50);
    takes(A);
    waits(B, 50);
    waits(C, 50);
    leaves(B);
    leaves(A);

    assertGrantedTo(A, C);
  }

  @Test
  void shouldPassItOnWhenTheGrantComesTooLate() {
    waits(A, 50);
    waits(B, 50);
    leaves(A);
    assertGrantedTo(A);

    says(A, "mutex.granted", new MutexReleased(KEY));
    assertGrantedTo(B);
  }

  @Test
  void shouldGiveItToNobodyElseWhenSomebodyLeavesAndComesBackBeforeItsGrant() {
    waits(A, 50);
    waits(B, 50);
    leaves(A);
    waits(A, 50);
    takes(A);
    assertGrantedTo(A);

    leaves(A);
    assertGrantedTo(B);
  }

  @Test
  void shouldPassItOnWhenItIsTakenAndGivenBackInOneDecision() {
    waits(A, 50);
    waits(B, 50);
    says(A, "mutex.granted", new MutexAcquired(KEY, null), new MutexReleased(KEY));

    assertGrantedTo(A, B);
  }

  @Test
  void shouldForgetAMutexThatNobodyWants() {
    waits(A, 50);
    takes(A);
    leaves(A);

    try (var holders = harness.driver().getKeyValueStore(MutexTopology.HOLDERS).all();
        var places = harness.driver().getKeyValueStore(MutexTopology.PLACES).all()) {
      assertThat(holders.hasNext()).isFalse();
      assertThat(places.hasNext()).isFalse();
    }
  }

  @Test
  void shouldKeepMutexesApartWhoseNamesBeginAlike() {
    says(A, new MutexQueued("a", 50, false));
    says(B, new MutexQueued("a/1", 50, false));
    says(C, new MutexQueued("a", 50, false));
    says(B, "mutex.granted", new MutexAcquired("a/1", null));
    says(B, new MutexReleased("a/1"));

    assertGrantedTo(A, B);
  }

  @Test
  void shouldDenyItToWhoDoesNotWantToWait() {
    waits(A, 50);
    controls();
    says(B, new MutexQueued(KEY, 90, true));

    assertThat(controls()).containsExactly(new DenyMutex(B, null, null, KEY, A));
    says(B, "mutex.denied", new MutexReleased(KEY), new InstanceFailed(ERROR));
    takes(A);
    leaves(A);
    assertThat(controls()).isEmpty();
  }

  @Test
  void shouldGrantItToWhoDoesNotWantToWaitWhenItIsFree() {
    says(B, new MutexQueued(KEY, 90, true));

    assertGrantedTo(B);
  }

  /** Instances that behave as the domain does, in any order of what they hear and say. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldNeverBeHeldByTwoWhateverHappens(long seed) {
    Random random = new Random(seed);
    Map<InstanceId, String> states = new HashMap<>();
    List<GrantMutex> underWay = new ArrayList<>();
    Set<InstanceId> finished = new HashSet<>();
    for (int step = 0; step < 400; step++) {
      InstanceId id = new InstanceId(1 + random.nextInt(8));
      String state = states.getOrDefault(id, "none");
      int dice = random.nextInt(4);
      if (dice == 0 && !underWay.isEmpty()) {
        answer(underWay.remove(random.nextInt(underWay.size())).instanceId(), states);
      } else if (state.equals("none")) {
        waits(id, random.nextInt(101));
        states.put(id, "queued");
      } else if (dice == 1 || state.equals("held")) {
        leaves(id);
        states.put(id, "none");
        finished.add(id);
      }
      controls().forEach(control -> underWay.add((GrantMutex) control));
      assertThat(states.values().stream().filter("held"::equals).count())
          .as("seed %d, step %d", seed, step)
          .isLessThanOrEqualTo(1);
    }
    assertThat(finished).as("seed %d: everybody had a turn or left", seed).hasSize(8);
  }

  private void answer(InstanceId id, Map<InstanceId, String> states) {
    if ("queued".equals(states.get(id))) {
      takes(id);
      states.put(id, "held");
    } else {
      says(id, "mutex.granted", new MutexReleased(KEY));
    }
  }
}
