package io.millrace.topology;

import static io.millrace.topology.TransitionExamples.ERROR;
import static io.millrace.topology.TransitionExamples.ID;
import static io.millrace.topology.TransitionExamples.T0;
import static io.millrace.topology.TransitionExamples.transitionOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.CloudEvents;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.ParentRef;
import io.millrace.contract.Topics;
import io.millrace.contract.event.ChildFinished;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceCreated;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.NodeCancelled;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.contract.event.NodeEvent;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeSkipped;
import io.millrace.contract.event.NodeTimedOut;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.ReportChild;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Transition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SubprocessTopologyTest {

  private static final NodeNo NODE = new NodeNo(4);
  private static final InstanceId CHILD = new InstanceId((5L << 40) + 9);
  private static final ParentRef PARENT = new ParentRef(ID, NODE, 2, null);
  private static final ObjectNode INPUT = JsonNodeFactory.instance.objectNode().put("sku", "A-1");

  private TopologyHarness harness;

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

  private static ChildRequested request(int attempt, boolean detached) {
    return new ChildRequested(NODE, attempt, "repair", "^1.0.0", INPUT, detached, false, null);
  }

  private void parent(long sequence, Event... events) {
    harness.pipe(transitionOf(ID, null, sequence, "task.completed", events));
  }

  private void child(long sequence, Event... events) {
    harness.pipe(transitionOf(CHILD, PARENT, sequence, "workflow.start", events));
  }

  private static InstanceCreated created(InstanceId id, @Nullable ParentRef parent) {
    return new InstanceCreated(
        id, 1, "repair", "1.0.0", "x", null, null, 50, INPUT, INPUT, 3, null, null, parent, "e");
  }

  private static StartRejected rejected(@Nullable InstanceId existing) {
    return new StartRejected("repair", null, "x", null, PARENT, ERROR, existing);
  }

  private List<Control> controls() {
    return harness.read(Topics.CONTROLS).stream().map(TestRecord::value).toList();
  }

  private boolean knowsNothing() {
    KeyValueStore<String, AwaitedChildren> store =
        harness.driver().getKeyValueStore(SubprocessTopology.CHILDREN);
    try (var all = store.all()) {
      return !all.hasNext();
    }
  }

  @Test
  void shouldStartTheChildThatANodeAsksFor() {
    parent(3, request(2, false));

    TestRecord<String, Start> start = harness.read(Topics.STARTS).getFirst();
    assertThat(start.value())
        .isEqualTo(
            new Start(
                "repair",
                "^1.0.0",
                "child-of/" + ID + "/4/2",
                null,
                null,
                null,
                INPUT,
                null,
                "instance " + ID,
                null,
                PARENT));
    assertThat(start.key()).isEqualTo("child-of/" + ID + "/4/2");
    assertThat(TopologyHarness.header(start, CloudEvents.TYPE)).isEqualTo("workflow.start");
  }

  @Test
  void shouldTellAFallbackWhatWentWrong() {
    parent(3, new ChildRequested(NODE, 2, "repair", "^1.0.0", INPUT, false, true, ERROR));

    ObjectNode context = harness.read(Topics.STARTS).getFirst().value().context();
    assertThat(context)
        .isEqualTo(JsonNodeFactory.instance.objectNode().set("error", Json.tree(ERROR)));
  }

  @Test
  void shouldTellAChildHowDeepItIs() {
    harness.pipe(transitionOf(CHILD, PARENT, 3, "task.completed", request(1, false)));

    assertThat(harness.read(Topics.STARTS).getFirst().value().parent())
        .isEqualTo(new ParentRef(CHILD, NODE, 1, 2));
  }

  @Test
  void shouldReportTheOutputWhenTheChildHasCompleted() {
    child(7, new InstanceCompleted(Json.tree("{\"ok\":true}")));

    TestRecord<String, Control> report = harness.read(Topics.CONTROLS).getFirst();
    assertThat(report.value())
        .isEqualTo(
            new ReportChild(
                ID,
                null,
                null,
                NODE,
                2,
                CHILD,
                InstanceStatus.COMPLETED,
                Json.tree("{\"ok\":true}"),
                null));
    assertThat(TopologyHarness.header(report, CloudEvents.TYPE)).isEqualTo("child.finished");
  }

  @Test
  void shouldReportTheErrorWhenTheChildHasNotCompleted() {
    child(7, new InstanceFailed(ERROR));
    child(8, new InstanceTimedOut(ERROR));
    child(9, new InstanceCancelled("no need", null));

    List<Control> reports = controls();
    assertThat(reports)
        .extracting(it -> ((ReportChild) it).status())
        .containsExactly(InstanceStatus.FAILED, InstanceStatus.TIMEOUT, InstanceStatus.CANCELLED);
    assertThat(reports)
        .extracting(it -> ((ReportChild) it).error())
        .containsExactly(ERROR, ERROR, ErrorInfo.permanent("cancelled", "no need"));
  }

  @Test
  void shouldReportARejectedStartAsAFailure() {
    parent(3, request(2, false));
    child(1, rejected(null));

    ReportChild report = (ReportChild) controls().getFirst();
    assertThat(report.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(report.error()).isEqualTo(ERROR);
    assertThat(knowsNothing()).isTrue();
  }

  @Test
  void shouldSayNothingWhenTheSecondStartForOneAttemptIsRejected() {
    parent(3, request(2, false));
    child(1, rejected(CHILD));

    assertThat(controls()).isEmpty();
    assertThat(knowsNothing()).isFalse();
  }

  @Test
  void shouldSayNothingWhenAnInstanceEndsThatNobodyAskedFor() {
    harness.pipe(transitionOf(CHILD, null, 7, "task.completed", new InstanceFailed(ERROR)));

    assertThat(controls()).isEmpty();
  }

  static final List<NodeEvent> ENDS =
      List.of(
          new NodeCancelled(NODE, "instance cancelled"),
          new NodeTimedOut(NODE, 2, ERROR),
          new NodeFailed(NODE, 2, ERROR, false, null, null),
          new NodeRetryScheduled(NODE, 2, ERROR, T0, null, null),
          new NodeCompleted(NODE, 2, Json.tree("1"), null, null),
          skipped());

  private static NodeSkipped skipped() {
    return Json.read(
        "{\"type\":\"NodeSkipped\",\"nodeNo\":4,\"nodeId\":\"s\",\"nodeType\":\"subprocess\",\"reason\":\"r\"}",
        NodeSkipped.class);
  }

  @ParameterizedTest
  @FieldSource("ENDS")
  void shouldCancelTheChildWhenItsAttemptIsOver(NodeEvent end) {
    parent(3, request(2, false));
    child(1, created(CHILD, PARENT));
    parent(4, end);

    assertThat(controls())
        .singleElement()
        .isInstanceOfSatisfying(
            CancelInstance.class, cancel -> assertThat(cancel.instanceId()).isEqualTo(CHILD));
    assertThat(knowsNothing()).isTrue();
  }

  @ParameterizedTest
  @FieldSource("ENDS")
  void shouldCancelTheChildWhenItComesAfterItsAttemptIsOver(NodeEvent end) {
    parent(3, request(2, false));
    parent(4, end);
    child(1, created(CHILD, PARENT));

    assertThat(controls()).singleElement().isInstanceOf(CancelInstance.class);
    assertThat(knowsNothing()).isTrue();
  }

  @Test
  void shouldForgetTheAttemptWhenItsChildWasRejectedAfterIt() {
    parent(3, request(2, false));
    parent(4, new NodeTimedOut(NODE, 2, ERROR));
    child(1, rejected(null));

    assertThat(knowsNothing()).isTrue();
  }

  @Test
  void shouldKeepTwoAttemptsApart() {
    InstanceId second = new InstanceId((1L << 40) + 1);
    ParentRef again = new ParentRef(ID, NODE, 3, null);
    parent(3, request(2, false));
    parent(4, new NodeRetryScheduled(NODE, 2, ERROR, T0, null, null));
    parent(5, request(3, false));
    harness.pipe(transitionOf(second, again, 1, "workflow.start", created(second, again)));
    child(1, created(CHILD, PARENT));

    assertThat(controls()).singleElement().extracting(Control::instanceId).isEqualTo(CHILD);
    parent(6, new NodeCancelled(NODE, "over"));
    assertThat(controls()).singleElement().extracting(Control::instanceId).isEqualTo(second);
  }

  @Test
  void shouldNotCancelTheChildWhenItHasEnded() {
    parent(3, request(2, false));
    child(1, created(CHILD, PARENT));
    child(2, new InstanceCompleted(Json.tree("1")));
    controls();
    parent(
        4,
        new ChildFinished(NODE, CHILD, InstanceStatus.COMPLETED),
        new NodeCompleted(NODE, 2, Json.tree("1"), null, null));

    assertThat(controls()).isEmpty();
    assertThat(knowsNothing()).isTrue();
  }

  @Test
  void shouldNotCancelTheChildWhenItsEndIsKnownBeforeItsArrival() {
    parent(3, request(2, false));
    parent(4, new ChildFinished(NODE, CHILD, InstanceStatus.COMPLETED));
    child(1, created(CHILD, PARENT));

    assertThat(controls()).isEmpty();
    assertThat(knowsNothing()).isTrue();
  }

  @Test
  void shouldLeaveTheChildAloneWhenNobodyWaitsForIt() {
    parent(3, request(2, true), new NodeCompleted(NODE, 2, Json.tree("null"), null, null));
    child(1, created(CHILD, PARENT));
    parent(4, new NodeCancelled(NODE, "over"));

    assertThat(harness.read(Topics.STARTS)).hasSize(1);
    assertThat(controls()).isEmpty();
    assertThat(knowsNothing()).isTrue();
  }

  @Test
  void shouldCountATransitionOnceWhenItComesTwice() {
    Transition asked = transitionOf(ID, null, 3, "task.completed", request(2, false));
    harness.pipe(asked);
    harness.pipe(asked);
    parent(4, new NodeCancelled(NODE, "over"));
    child(1, created(CHILD, PARENT));

    assertThat(harness.read(Topics.STARTS))
        .extracting(it -> it.value().externalId())
        .containsOnly("child-of/" + ID + "/4/2");
    assertThat(controls()).hasSize(1);
  }
}
